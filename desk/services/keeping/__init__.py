# SPDX-License-Identifier: Apache-2.0
"""The desk itself: made, opened and closed, its people, its operator, backups, and what an older program left."""
