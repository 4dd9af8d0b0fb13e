"""One type for each kind of thing that has an identity, so that ids cannot be mixed up.

Identities are UUIDs made at the edge (version 7 for rows, version 4 where the time must not show).
Neither an identity-card number nor a roll number is ever a key.
"""

from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", UUID)
PupilId = NewType("PupilId", UUID)
SchoolId = NewType("SchoolId", UUID)
TermId = NewType("TermId", UUID)
PlanId = NewType("PlanId", UUID)
PlanVersionId = NewType("PlanVersionId", UUID)
CourseId = NewType("CourseId", UUID)
SlotId = NewType("SlotId", UUID)
ConsultationId = NewType("ConsultationId", UUID)
PetitionId = NewType("PetitionId", UUID)
NoticeId = NewType("NoticeId", UUID)
AgreementId = NewType("AgreementId", UUID)
RunId = NewType("RunId", UUID)
ProviderId = NewType("ProviderId", UUID)
TariffId = NewType("TariffId", UUID)
