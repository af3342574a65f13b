"""Letters leave the office: drafts in folders, and SMTP where that is asked for."""
