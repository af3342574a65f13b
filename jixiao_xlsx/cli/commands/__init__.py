"""The commands of `jixiao`, one a file; each is imported only when it runs."""
