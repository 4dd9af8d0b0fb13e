"""What was checked, bid, listed, decided and signed stays as it was written; a list is read by anyone."""

from django.db import migrations

from kehou.platform.database.protection import Readers, append_only, frozen_columns, row_security, same_school

SCHOOL = (
    "personfile",
    "checkentry",
    "personrequest",
    "persondecision",
    "hold",
    "userequest",
    "usedecision",
    "contract",
    "contractstaff",
)
KEPT_IN_SCHOOL = (
    "checkentry",
    "personrequest",
    "persondecision",
    "userequest",
    "usedecision",
    "contractstaff",
)
HOME = (
    "provider",
    "providerstep",
    "offer",
    "score",
    "competition",
    "bid",
    "award",
    "priceevidence",
)
KEPT_AT_HOME = HOME[1:]
PUBLIC = ("listversion", "listentry", "criteria")


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"providers_{table}") for table in SCHOOL),
        *(append_only(f"providers_{table}") for table in KEPT_IN_SCHOOL),
        *(
            row_security(f"providers_{table}", has_school=False, readers=Readers.HOME)
            for table in HOME
        ),
        *(append_only(f"providers_{table}") for table in KEPT_AT_HOME),
        *(
            row_security(f"providers_{table}", has_school=False, readers=Readers.ALL)
            for table in PUBLIC
        ),
        row_security("providers_review", has_school=False),
        append_only("providers_review"),
        append_only("providers_listentry"),
        append_only("providers_criteria"),
        frozen_columns(
            "providers_listversion", "number", "document_number", "content_hash", "valid_until_date", "opened_at"
        ),
        frozen_columns("providers_provider", "name", "credit_code", "applied_date"),
        frozen_columns("providers_personfile", "person_id", "leader_key", "kind", "provider_id"),
        frozen_columns("providers_hold", "file_id", "kind", "reason", "from_date"),
        frozen_columns(
            "providers_contract",
            "provider_id",
            "entry_id",
            "course_key",
            "price_fen",
            "minutes",
            "places",
            "first_date",
            "last_date",
        ),
        same_school("providers_checkentry", "file_id", "providers_personfile"),
        same_school("providers_personrequest", "file_id", "providers_personfile"),
        same_school("providers_persondecision", "request_id", "providers_personrequest"),
        same_school("providers_hold", "file_id", "providers_personfile"),
        same_school("providers_usedecision", "request_id", "providers_userequest"),
        same_school("providers_contractstaff", "contract_id", "providers_contract"),
        same_school("providers_contractstaff", "file_id", "providers_personfile"),
    ]
