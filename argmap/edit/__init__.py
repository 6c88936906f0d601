"""Changes to a map file's text that keep its comments: `fmt`, renaming an id, edits that come back from Word.

`layout` reads the text into entries that remember their comments and places, `grammar` knows which key holds what,
`printing` writes entries in canonical form, `changes` changes them.
"""
