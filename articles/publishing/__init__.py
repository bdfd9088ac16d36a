"""Going public: desk copy is compiled into editions, and editions are put into time."""
