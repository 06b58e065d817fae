"""One module a migration; a migration that has been released is never changed."""
