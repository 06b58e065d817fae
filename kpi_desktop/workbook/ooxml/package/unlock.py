"""Opens workbooks that are protected by a password."""

from __future__ import annotations

import io
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

#: The password with which Excel itself opens workbooks that only carry protection against writing.
_DEFAULT = "VelvetSweatshop"


def unlocked(data: bytes, passwords: Sequence[str], reason: Reason) -> bytes:
    """The plain workbook in the encrypted *data*. Refusal when no password fits."""
    for password in (_DEFAULT, *passwords):
        stream = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            office.load_key(password=password)
            office.decrypt(stream)
        except (InvalidKeyError, DecryptionError):
            continue
        except (FileFormatError, ParseError, ValueError, KeyError, OSError, NotImplementedError):
            raise Refusal(reason) from None
        return stream.getvalue()
    raise Refusal(Reason.WRONG_PASSWORD if passwords else reason)
