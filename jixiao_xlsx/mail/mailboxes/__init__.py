"""The mailboxes that mail is collected from, by IMAP and POP3; reading changes nothing in them."""
