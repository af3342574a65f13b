"""What holds between the values of a filing: the checks of an issued form, and how far rounding may be off."""
