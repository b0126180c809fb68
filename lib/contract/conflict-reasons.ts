/**
 * The `reason` of a CONFLICT where it is not simply the state of a thing (`approved`, `deleted`, …), with its message
 * for developers.
 */
export const CONFLICT_REASONS = {
  newer_submission:
    'The customer has changed this step since the submission that the decision names. Nothing was decided: read the ' +
    'step again.',
  changed_meanwhile:
    'Somebody has saved or submitted other answers to this step since the base of these answers. Nothing was submitted: ' +
    'read the step again.',
  second_manager_needed: 'The risk is high: a second reviewer has to approve.',
  prohibited:
    'The risk of this customer is prohibited: nothing can be approved or asked until another risk level is set.',
  document_rejected: 'A document of this step is rejected, so the step cannot be approved.',
  asks_nothing:
    'This step asks the customer for nothing, so it cannot be sent back to them. Reject it for good, or require another ' +
    'step.',
  damaged:
    'What is stored here does not open: it was changed in the database, or belongs to another row. Send the step back, so ' +
    'that it is answered again.',
  locked: 'Approved data is locked: a justification is required.',
  no_difference: 'The document does not differ from the answer in this field, or the customer has kept it.',
  level_not_offered: 'This level is not offered to the customer.',
  attached: 'The customer already has a step with this code.',
  asked: 'The customer has been asked exactly this, and the answer has not been decided.',
  legal_hold: 'The customer is under legal hold: nothing of them may be erased.',
  another_manager_needed: 'Another manager than the one who asked for it has to confirm the erasure.',
  no_mail: 'There is no mail server, or no address for the customer.',
  no_public_url: 'KYC_PUBLIC_URL is not set.',
} as const satisfies Record<string, string>

export type ConflictReason = keyof typeof CONFLICT_REASONS
