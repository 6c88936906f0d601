"""Sources: how a map says where something is taken from, and how that is read, matched and printed.

By topic, each with its own module:

- `locators`: `parse_cite("nato-2022 2.3")`, `is_locator("2.3-2.5")`, `is_date("2022-06")`.
- `variables`: `normalise_variables(variables)` brings the dates of a source's CSL variables to date-parts.
- `notes`: `short_note(source, cite)` is `Jaspal 2024, 2.3`; `short_notes(cites, sources)` joins those of a node;
  `date_words` and `year_words` write a normalised date.
- `sentences`: `paragraphs_of(text)`, `number_sentences(paragraphs, body="3-12")`, `fingerprint(paragraphs)`.
- `quotations`: `quotations(text)`, `is_quoted_from(quotation, source_text)`.
- `figures`: `figures(text)`, `missing_figures(text, source_text)`, `contradicts(date, source_text)`.
- `copying`: `Copies(sentences).within(text)` finds more than eight consecutive words of a source.
- `references`: `reference_list(argument, keys)` formats references as runs (loads citeproc-py when called).
"""
