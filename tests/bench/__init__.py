# SPDX-License-Identifier: Apache-2.0
"""What `make bench` measures: ratios within one run, each beside its goal."""
