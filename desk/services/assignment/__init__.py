# SPDX-License-Identifier: Apache-2.0
"""Processing on assignment: processors of ours with what they promised, and clients on whose behalf we process."""
