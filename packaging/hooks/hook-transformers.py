"""transformers reads the sources of its own models to find out what there is to import.

PyInstaller's hook would also bring the metadata of everything that transformers could use and that
happens to be installed.
"""

module_collection_mode = "pyz+py"
