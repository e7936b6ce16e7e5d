"""The links in mails: to confirm an address, and to stop all mail to it."""
