# SPDX-License-Identifier: Apache-2.0
"""What reads across the whole desk: Today, search everywhere, and the journal as people read it."""
