import type { AuditRow } from '@/lib/contract/audit'
import { fieldsOf } from '@/lib/contract/fields'
import type { ProfileRecord, StepRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, PROFILE_STATUS, RISK_LEVEL, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import { localText } from '@/lib/form/local-text'

/** Whoever gets an export may have no English; the words of our own are few, those of the forms are there in English. */
const LANGUAGE = 'en'

/** A profile as somebody takes it with them. Only an authority gets what the customer must not learn of. */
export type ExportedProfile = Omit<ProfileRecord, Inward> & Partial<Pick<ProfileRecord, Inward>>
type Inward = 'risk_level' | 'risk' | 'proposed_risk_level' | 'screening' | 'legal_hold'
/** A row of the audit; for the customer without what staff wrote in it, and by which of their methods it came about. */
export type HistoryRow = Omit<AuditRow, 'action' | 'comment'> & Partial<Pick<AuditRow, 'action' | 'comment'>>

/** What is known of a customer, as plain text that anybody can read. `files` has the path of each document's file. */
export function customerSummary(
  profile: ExportedProfile,
  audit: readonly HistoryRow[],
  files: ReadonlyMap<string, string>,
  now: string,
): string {
  const { customer_id, brand, email, trading_logins, status, level, required_level, risk_level } = profile
  return [
    `Everything that is known of the customer ${customer_id} of ${brand}, as of ${now}`,
    '',
    `Email: ${email ?? '-'}`,
    `Trading logins: ${trading_logins.join(', ') || '-'}`,
    `Status: ${statusName(PROFILE_STATUS, status)}, level ${level} of ${required_level} required`,
    ...(risk_level === undefined ? [] : [`Risk: ${statusName(RISK_LEVEL, risk_level)}`]),
    `First seen: ${profile.created_at}. Last changed: ${profile.updated_at}`,
    ...profile.steps.flatMap(stepLines),
    ...heading('Documents'),
    ...profile.documents.map(({ id, document_type, side, status: state, created_at, file_id }) => {
      const file = files.get(file_id) ?? 'no longer stored'
      return `${document_type}, ${side}: ${statusName(DOCUMENT_STATUS, state)}, sent ${created_at} (${file}; document ${id})`
    }),
    ...heading('What happened'),
    ...audit.map(({ at, event, actor, comment }) => `${at}  ${event}, by ${actor}${comment ? `: ${comment}` : ''}`),
    '',
  ].join('\n')
}

function stepLines(step: StepRecord): string[] {
  const { title, status, submission, submitted_at, decided_at, answers, question, message } = step
  const labels = new Map(
    fieldsOf(step.form_schema ?? {}).map(({ name, label }) => [name, label ? localText(label, LANGUAGE) : name]),
  )
  return [
    ...heading(localText(title, LANGUAGE)),
    `${statusName(STEP_STATUS, status)}; submitted ${submission} times, last ${submitted_at ?? '-'}, decided ${decided_at ?? '-'}`,
    ...(question ? [`Question: ${question.text}`] : []),
    ...(message ? [`Message to the customer: ${message.text}`] : []),
    ...Object.entries(answers ?? {}).map(
      ([name, answer]) =>
        `${labels.get(name) ?? name}: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`,
    ),
  ]
}

function heading(text: string): string[] {
  return ['', text, '='.repeat(text.length)]
}
