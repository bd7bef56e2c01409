# SPDX-License-Identifier: Apache-2.0
"""What the operator can do. The modules here are shared by all packages below, and know none of them."""
