"""The checks that catch faults, each as a command line."""

from __future__ import annotations

Check = tuple[str, ...]


PYTEST: Check = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")


def house(name: str) -> Check:
    """One test, run by its name."""
    return (*PYTEST, f"tests/{name}")


CONTRACTS: Check = ("lint-imports", "--no-cache")
BY_TEXT = house("house/test_imports.py::test_nothing_is_imported_by_text")
LATER_ROWS = house("house/test_rows.py::test_no_row_points_to_a_later_folder")
WAY_BACK = house("house/test_rows.py::test_a_link_between_folders_leaves_no_way_back")
NO_FLOAT = house("house/test_rows.py::test_no_column_is_a_float_or_a_decimal")
FEN_CHECK = house("house/test_rows.py::test_money_is_a_whole_number_with_a_check")
FEN_NAME = house("house/test_rows.py::test_a_number_that_is_money_says_that_it_counts_fen")
DAY_NAMES = house("house/test_rows.py::test_moments_and_days_are_named_as_such")
CLOCK = house("house/test_clock.py::test_only_the_edge_reads_a_clock")
ACTIONS = house("house/test_endpoints.py::test_every_endpoint_has_an_action")
TABLES = house("house/test_tables.py::test_every_table_of_the_house_has_row_security_forced")
WORDS = house("house/test_texts.py::test_no_english_word_on_a_page")
ADDRESSES = house("house/test_texts.py::test_no_text_names_a_registry_or_a_path_of_a_machine")
FOREIGN = house("house/test_imports.py::test_the_pure_core_needs_the_standard_library_only")
SPLIT = house("unit/kernel/test_fen.py::test_a_split_loses_no_fen_and_gives_each_its_share")
OVERLAYS = house("unit/rulebook/test_parameters.py::test_the_provinces_longer_breaks_hold_from_their_day")
EXAMPLES = house("unit/rulebook/test_examples.py::test_example")
BOTH_ANSWERS = house(
    "unit/rulebook/test_examples.py::test_every_rule_has_a_passing_and_a_failing_example_of_each_statement"
)
DOORS = house("house/test_public.py::test_a_door_shows_no_row_and_no_query")
GROUPS = house("house/test_privacy.py::test_no_page_and_no_paper_shows_a_priority_group")
CITATIONS = house("house/test_clauses.py::test_every_citation_is_a_statement_of_the_register")
PLACES = house("house/test_trace.py::test_every_place_that_is_said_to_keep_a_statement_exists")
TESTS_LISTED = house("house/test_trace.py::test_every_test_that_the_trace_lists_exists")
RULES = house("house/test_clauses.py::test_a_finished_article_has_all_its_rules")
TYPES: Check = ("mypy", "--strict", "--config-file=", "--no-incremental", "src/kehou/kernel")
NO_FEE = house("unit/ledger/test_recipes.py::test_no_account_exists_for_what_is_forbidden")
CHART = house("unit/ledger/test_record.py::test_the_chart_is_the_one_that_is_kept")
VERIFIER = house("unit/ledger/test_verifying.py::test_the_verifier_has_its_own_copy_of_chart_and_events")
RECIPES = house("unit/ledger/test_recipes.py::test_a_recipe_makes_what_the_book_takes")
ANEW = house("property/ledger/test_tampering.py::test_a_book_written_anew_is_found_by_its_published_head")
SHARES = house("unit/rulebook/test_art09_surplus.py::test_the_example_of_the_register")
