"""What a host program may want to hear while it waits: few events, under the logger `jixiao_xlsx` (docs/api.md).

An event names files by the first digits of their sha256, agencies by code, finds by their code; never what is in a
cell, a file's own name or path, a server, a user, an address or a password: a log is read by others than the forms are.
"""

from __future__ import annotations

import logging

ROOT = logging.getLogger("jixiao_xlsx")
ROOT.addHandler(logging.NullHandler())
"""A program that sets up no logging hears nothing, on no stream."""

READING = ROOT.getChild("reading")
MAIL = ROOT.getChild("mail")
STORE = ROOT.getChild("store")

# 48 bits: enough to find one file among a season's, too few to read.
SHA_DIGITS = 12
