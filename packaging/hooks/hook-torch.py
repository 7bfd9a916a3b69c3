"""torch: its modules, its libraries, and the sources that it reads of itself.

It imports many of its modules by names that are made at run time. PyInstaller's own hook would
also take its tests and the tools of its developers.
"""

from importlib import metadata

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_data_files, collect_dynamic_libs

LEFT_OUT = (
    "torch.test",
    "torch.testing._internal",
    "torch._export.db",
    "torch.onnx",
    "torch.utils.benchmark",
    "torch.utils.bottleneck",
    "torch.utils.tensorboard",
)


def modules() -> list[str]:
    """The names of all modules, but for those left out."""
    files = [file for file in metadata.files("torch") or () if file.suffix == ".py"]
    names = [".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files]
    return [name for name in names if name.startswith("torch.") and not name.startswith(LEFT_OUT)]


hiddenimports = modules()
# Some are made for devices and packages that are not here.
warn_on_missing_hiddenimports = False
module_collection_mode = "pyz+py"
datas = collect_data_files("torch", includes=["bin/torch_shm_manager"])
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# A link beside the program would hide from torch where its libraries lie.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
