def search(request):
    pass
