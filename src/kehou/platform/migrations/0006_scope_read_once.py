"""Policies made before this read the scope once for each row; now once for a query, as those made since do."""

from django.db import migrations

_FORMS = (
    ("string_to_array(NULLIF(current_setting('kehou.areas'::text, true), ''::text), ','::text)", "text[]"),
    ("string_to_array(NULLIF(current_setting('kehou.counties'::text, true), ''::text), ','::text)", "text[]"),
    (
        "(string_to_array(NULLIF(current_setting('kehou.schools'::text, true), ''::text), ','::text))::uuid[]",
        "uuid[]",
    ),
)


def _once(condition):
    for form, kind in _FORMS:
        condition = condition.replace(f"ANY ({form})", f"ANY ((SELECT {form})::{kind})")
        condition = condition.replace(f"ANY (({form}))", f"ANY ((SELECT {form})::{kind})")
    return condition


def read_once(apps, schema_editor):
    """Write every policy that asks for the scope anew, with the same meaning."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, qual, with_check FROM pg_policies"
            " WHERE schemaname = current_schema() AND qual LIKE %s",
            ["%current_setting('kehou.%"],
        )
        for table, policy, seen, written in cursor.fetchall():
            check = f" WITH CHECK ({_once(written)})" if written else ""
            schema_editor.execute(f"ALTER POLICY {policy} ON {table} USING ({_once(seen)}){check}")


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_guards")]

    operations = [migrations.RunPython(read_once, migrations.RunPython.noop)]
