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
  risk_proposed:
    'The rules propose that the risk of this customer is prohibited: set the risk level before anything is approved.',
  document_rejected: 'A document of this step is rejected, so the step cannot be approved.',
  asks_nothing:
    'This step asks the customer for nothing, so it cannot be sent back to them. Reject it for good, or require another ' +
    'step.',
  damaged:
    'What is stored here does not open: it was changed in the database, or belongs to another row. Send the step back, so ' +
    'that it is answered again.',
  not_scanned:
    'The scanner for malware has not found a document clean: it has not answered yet (`scan` is `waiting`), or it found it ' +
    'infected. Nobody has been able to open it, so it cannot be approved.',
  locked: 'Approved data is locked: a justification is required.',
  no_difference: 'The document does not differ from the answer in this field, or the customer has kept it.',
  level_not_offered: 'This level is not offered to the customer.',
  attached: 'The customer already has a step with this code.',
  asked: 'The customer has been asked exactly this, and the answer has not been decided.',
  legal_hold: 'The customer is under legal hold: nothing of them may be erased.',
  another_manager_needed: 'Another manager than the one who asked for it has to confirm the erasure.',
  screening_due: 'The customer is to be screened against the lists, which is under way. Try again in a moment.',
  screening_failed: 'Screening the customer against the lists has failed. Screen again, and approve when that is done.',
  hits_open: 'Entries of lists may be this customer: settle these hits first.',
  listed:
    'The customer is on a sanctions list, as a reviewer found: set the risk to prohibited, or settle the hit anew.',
  second_resolution_needed:
    'A hit on a sanctions list is declared false by two different reviewers: another one has to confirm.',
  entry_changed:
    'The entry is not the one that `entry_digest` names: the list says something else of it by now, or the digest is of ' +
    'another hit. Nothing was settled: read the hit again.',
  settled: 'The hit is settled in this way already.',
  screening_off: 'No list is set up, so nobody can be screened.',
  nobody_to_screen:
    'No name of this customer is known, so nobody can be looked for on the lists, nor anything approved: a step has to ask ' +
    'for it in a field that says so (`first_name`, or `autocomplete`), or a document has to tell it.',
  alert_resolved: 'The alert has been resolved already.',
  no_mail: 'There is no mail server, or no address for the customer.',
  no_public_url: 'KYC_PUBLIC_URL is not set.',
} as const satisfies Record<string, string>

export type ConflictReason = keyof typeof CONFLICT_REASONS
