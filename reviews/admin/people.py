"""What the desk adds to the page of an account: its work goes to somebody else."""

from factcheck.admin.users import UserAdmin
from reviews.admin.handing_over import OF_ACCOUNT

# ``factcheck`` knows no review, so its page cannot name this act itself.
UserAdmin.acts = [*UserAdmin.acts, OF_ACCOUNT]
