"""torch: what is imported, its libraries, and the sources that it reads of itself.

PyInstaller's hook would take every module of torch, its tests and tools included, and analyse them
for minutes.
"""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs

module_collection_mode = "pyz+py"
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# A link beside the program would hide from torch where its libraries lie.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
