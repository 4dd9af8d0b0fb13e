"""Checking the seals of a PDF: whose they are, whether they are trusted, whether a byte changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kehou.kernel.moments import NaiveMoment


class UnreadablePdf(ValueError):
    """The file is no PDF, or is damaged so that its seals cannot be read."""


@dataclass(frozen=True, slots=True)
class SealReport:
    """What is found of one seal.

    ``intact``: the signed bytes are unchanged and only what seals may add follows them.
    ``trusted``: its certificate leads to a trusted authority and was valid at the moment asked for.
    ``whole_file``: nothing at all follows what it signed.
    """

    signer: str
    signed_at: datetime | None
    reason: str
    intact: bool
    trusted: bool
    whole_file: bool

    @property
    def holds(self) -> bool:
        """Whether the seal proves that this organisation issued this very document."""
        return self.intact and self.trusted


def verify(pdf: bytes, *, trust: Sequence[bytes], at: datetime) -> tuple[SealReport, ...]:
    """A report on each seal of a PDF, in order of signing; empty for a PDF without seals.

    ``trust`` holds the authorities' certificates as PEM. Certificates are judged as of ``at``:
    now for a fresh document, the recorded moment of sealing for one from the archive. Nothing is
    fetched. Raises UnreadablePdf and NaiveMoment.
    """
    if at.tzinfo is None:
        raise NaiveMoment(str(at))
    roots = [root for armored in trust for root in load_certs_from_pemder_data(armored)]
    try:
        seals = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return tuple(
            _report(
                found,
                ValidationContext(
                    trust_roots=roots, allow_fetching=False, moment=at, revocation_mode="soft-fail"
                ),
            )
            for found in seals
        )
    except (PdfError, SignatureValidationError, ValueError, KeyError) as error:
        raise UnreadablePdf(str(error)) from error


def _report(found: EmbeddedPdfSignature, context: ValidationContext) -> SealReport:
    status = validate_pdf_signature(found, signer_validation_context=context)
    return SealReport(
        signer=status.signing_cert.subject.native["common_name"],
        signed_at=status.signer_reported_dt,
        reason=str(found.sig_object.get("/Reason", "")),
        intact=status.intact and status.valid and bool(status.docmdp_ok),
        trusted=status.trusted,
        whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )
