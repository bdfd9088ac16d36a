"""What happened to an article, who did it, and why. Nothing here is ever changed."""

from django.db import models


class Event(models.Model):
    class Kind(models.TextChoices):
        CREATED = "article.created", "Filed"
        SAVED = "article.saved", "Saved"
        MERGED = "article.merged", "Saved and merged"
        CONFLICTED = "article.conflicted", "Refused, kept as a version"
        SETTLED = "article.settled", "Decided about a refused text"
        IMPORTED = "article.imported", "Imported"
        SUBMITTED = "article.submitted", "Submitted"
        SENT_BACK = "article.sent_back", "Sent back"
        APPROVED = "article.approved", "Approved"
        ASSIGNED = "article.assigned", "Assigned"
        RESTORED = "article.restored", "Restored"
        DUPLICATED = "article.duplicated", "Duplicated"
        TRANSLATED = "article.translated", "Translation begun"
        HELD = "article.held", "Put on hold"
        LIFTED = "article.lifted", "Hold lifted"
        TAKEN_BACK = "article.taken_back", "Taken back"
        DELETED = "article.deleted", "Deleted"
        BROUGHT_BACK = "article.brought_back", "Put back"
        CAUGHT_UP = "article.caught_up", "Translation brought up to date"
        FLAGGED = "article.flagged", "Legal flag raised"
        FLAG_CLEARED = "article.flag_cleared", "Legal flag cleared"
        PERMISSION_LOST = "article.permission_lost", "Permission withdrawn"
        PERMISSION_GIVEN = "article.permission_given", "Permission given again"
        PUBLISHED = "edition.published", "Published"
        SCHEDULED = "edition.scheduled", "Scheduled"
        RESCHEDULED = "edition.rescheduled", "Moved to another time"
        CANCELLED = "edition.cancelled", "Schedule cancelled"
        END_CHANGED = "edition.end_changed", "Time of its end changed"
        WAITING = "edition.waiting", "Waits with its report"
        LEFT_OUT = "edition.left_out", "Left out of what goes out together"
        RUNNING = "edition.running", "Goes out again as it was to"
        UNPUBLISHED = "edition.unpublished", "Unpublished"
        RETRACTED = "edition.retracted", "Retracted"
        REINSTATED = "edition.reinstated", "Reinstated"
        WITHDRAWN = "edition.withdrawn", "Withdrawn for legal reasons"
        WITHDRAWAL_ENDED = "edition.withdrawal_ended", "Withdrawal ended"
        UNDONE = "edition.undone", "Publication undone"
        OVERRIDDEN = "edition.overridden", "Check overridden"
        PREVIEWED = "preview.made", "Preview link made"
        PREVIEW_REVOKED = "preview.revoked", "Preview link revoked"
        FIXED = "edition.fixed", "Fixed for readers"
        PICTURE_FIXED = "edition.picture_fixed", "Words of a picture fixed"
        FIX_SETTLED = "edition.fix_settled", "Decided about a fix"
        LOOKED_AT = "edition.looked_at", "Fix looked at"
        CORRECTED = "edition.corrected", "Correction added"
        AMENDED = "edition.amended", "Correction amended"
        AUTHOR_PROPOSED = "author.proposed", "Author proposed"
        AUTHOR_ACCEPTED = "author.accepted", "Proposed author accepted"
        AUTHOR_KNOWN = "author.known", "Proposed author known already"
        AUTHOR_DECLINED = "author.declined", "Proposed author declined"

    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=32, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "auth.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    from_stage = models.CharField(max_length=8, blank=True)
    to_stage = models.CharField(max_length=8, blank=True)
    revision = models.ForeignKey(
        "Revision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_approved = models.ForeignKey(
        "Revision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.ForeignKey(
        "Edition", null=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["article", "-at"], name="event_newest"),
            # The few that publishers are shown, whatever else there is.
            models.Index(
                fields=["-at"],
                condition=models.Q(kind="edition.overridden"),
                name="event_overridden",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
