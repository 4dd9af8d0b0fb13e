"""Sealing a PDF: a PAdES signature with the organisation's round red stamp drawn over it."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kehou.kernel.moments import SHANGHAI, NaiveMoment
from kehou.platform.paper.authority import Seal
from kehou.platform.paper.stamp import room_for_seal, stamp_style


def sign(pdf: bytes, seal: Seal, *, reason: str, at: datetime) -> bytes:
    """The PDF with a signature (PAdES B-B) stated at ``at``, its stamp drawn in the marked room.

    The document's own bytes stay as they were: everything is appended. Raises NoRoomForSeal and
    NaiveMoment.
    """
    if at.tzinfo is None:
        raise NaiveMoment(str(at))
    writer = _Appender(io.BytesIO(pdf))
    field_name = f"Seal{sum(1 for _ in enumerate_sig_fields(writer.prev)) + 1}"
    signer = _DatedSigner(
        PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm="sha256",
            name=seal.name,
            reason=reason,
            subfilter=SigSeedSubFilter.PADES,
        ),
        signer=_signer(seal),
        stamp_style=stamp_style(seal.name, seal.legend),
        new_field_spec=_field(field_name, writer, seal),
    )
    signer.at = at.astimezone(SHANGHAI)
    # The signer runs an event loop of its own, which no thread that has one already allows.
    with ThreadPoolExecutor(1) as apart:
        sealed = apart.submit(signer.sign_pdf, writer).result()
    assert isinstance(sealed, io.BytesIO)
    return sealed.getvalue()


class _Appender(IncrementalPdfFileWriter):
    """Appends without touching the metadata, which would otherwise gain this machine's clock."""

    def _update_meta(self) -> None:
        return


class _DatedSigner(PdfSigner):
    """States the time that it was given, not the machine's."""

    at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _field(name: str, writer: IncrementalPdfFileWriter, seal: Seal) -> SigFieldSpec:
    page, box = room_for_seal(writer.prev)
    return SigFieldSpec(name, on_page=page, box=box, readable_field_name=f"{seal.name}电子印章")


def _signer(seal: Seal) -> SimpleSigner:
    chain = list(load_certs_from_pemder_data(seal.certificate + seal.issuer_certificate))
    return SimpleSigner(
        signing_cert=chain[0],
        signing_key=load_private_key_from_pemder_data(seal.key, passphrase=None),
        cert_registry=SimpleCertificateStore.from_certs(chain),  # type: ignore[no-untyped-call]
    )
