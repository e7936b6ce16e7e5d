"""What goes into the wheel; everything else about the package is in pyproject.toml.

In a wheel, app.py, the pages and core are put into one folder ``debrief``, which the command puts first on Python's
path: so no other package that is called core or pages is in the way, and Streamlit finds app.py, its pages and its
configuration side by side as in a checkout. An editable installation leaves core and pages importable by their names.
"""

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py
from setuptools.command.editable_wheel import editable_wheel

INSIDE = find_packages(include=["core*", "pages*"])


class BuildPy(build_py):
    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        """Of the modules beside this file app.py alone: this one builds the package and is not in it."""
        found: list[tuple[str, str, str]] = super().find_package_modules(package, package_dir)
        return [module for module in found if package != "debrief" or module[1] == "app"]


class EditableWheel(editable_wheel):
    def finalize_options(self) -> None:
        super().finalize_options()
        self.distribution.packages = [*(self.distribution.packages or []), *INSIDE]


setup(
    packages=["debrief", *(f"debrief.{name}" for name in INSIDE)],
    cmdclass={"build_py": BuildPy, "editable_wheel": EditableWheel},
)
