"""All rows of consultations and petitions, gathered where Django looks for them."""

from kehou.consultation.models.consultations import Consultation, Invitation, StoredAnswer
from kehou.consultation.models.petitions import Petition, PetitionPupil, PetitionSignature, SignatureCheck
from kehou.consultation.models.results import Objection, PublishedResult

__all__ = [
    "Consultation",
    "Invitation",
    "Objection",
    "Petition",
    "PetitionPupil",
    "PetitionSignature",
    "PublishedResult",
    "SignatureCheck",
    "StoredAnswer",
]
