"""What lies in the database opens only with the installation's key, and files expire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from factories.world import COUNTY, NOW
from kehou.kernel.actor import Actor
from kehou.platform.database.scope import at, scoped
from kehou.platform.files.models import StoredFile
from kehou.platform.files.scans import Scan
from kehou.platform.files.storing import FileGone, FileTooLarge, content_of, drop_expired, store
from kehou.platform.sealed.sessions import SessionStore

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SECRET = "欧阳碧霄的名册".encode()


def _stored(content: bytes = SECRET, expires: date | None = None) -> StoredFile:
    return store(
        content,
        place=COUNTY,
        purpose="roll",
        name="名册.csv",
        media_type="text/csv",
        actor=Actor(None, ()),
        now=NOW,
        expires=expires,
    )


def test_a_file_is_sealed_where_it_lies_and_opens_as_it_was() -> None:
    with scoped(at(COUNTY)):
        file = _stored()
        lying = bytes(StoredFile.objects.values_list("content", flat=True).get(pk=file.id))
        assert SECRET not in lying
        assert content_of(file.id, on=TODAY) == SECRET


def test_content_moved_to_another_file_does_not_open() -> None:
    with scoped(at(COUNTY)):
        first, second = _stored(), _stored(b"other")
        StoredFile.objects.filter(pk=second.id).update(content=first.content)
        with pytest.raises(Exception, match="altered"):
            content_of(second.id, on=TODAY)


def test_an_expired_file_is_gone_before_and_after_the_sweep() -> None:
    tomorrow = TODAY + timedelta(days=1)
    with scoped(at(COUNTY)):
        file, kept = _stored(expires=tomorrow), _stored()
        assert content_of(file.id, on=TODAY) == SECRET
        with pytest.raises(FileGone):
            content_of(file.id, on=tomorrow)
        assert drop_expired(on=TODAY) == 0
        assert drop_expired(on=tomorrow) == 1
        assert list(StoredFile.objects.values_list("id", flat=True)) == [kept.id]


def test_too_large_a_file_is_not_kept() -> None:
    with scoped(at(COUNTY)), pytest.raises(FileTooLarge):
        _stored(bytes(21 * 1024 * 1024))


def test_a_session_is_sealed_and_one_of_another_installation_is_empty(settings) -> None:  # type: ignore[no-untyped-def]
    session = SessionStore()
    session["phone"] = "15400000001"
    session.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        ((lying,),) = cursor.fetchall()
    assert "15400000001" not in lying
    assert SessionStore().decode(lying) == {"phone": "15400000001"}
    settings.KEHOU_MASTER_KEY = "00" * 32
    assert SessionStore().decode(lying) == {}
    assert SessionStore().decode("no session") == {}


def test_a_scan_is_told_by_its_content() -> None:
    assert Scan(b"%PDF-1.7 ...", "x").kind == "application/pdf"
    assert Scan(b"<html>", "x.pdf").kind is None
