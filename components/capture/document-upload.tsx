'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { Question } from '@/components/overview/question'
import { TeamMessage } from '@/components/overview/team-message'
import { useHost } from '@/components/shell/host'
import { Notice } from '@/components/ui/notice'
import { uploadFailure } from '@/lib/capture/upload/upload-failures'
import type { UploadReport } from '@/lib/capture/upload/upload-reports'
import type { UploadState } from '@/lib/capture/upload/upload-state'
import { beginVisit, type Preselection, rejectedDocument } from '@/lib/capture/upload/upload-subject'
import type { CustomerStep } from '@/lib/contract/customer'
import { useCameraAtOnce } from './choose/use-camera-at-once'
import styles from './phase.module.css'
import { Phase, type Task } from './phases'
import { useUpload } from './upload/use-upload'
import { usePhaseFocus } from './use-phase-focus'

type DocumentUploadProps = Task & {
  preselected: Preselection
  /** The camera opens at once. */
  opensCamera: boolean
}

/** The upload screen: choose a document, show each of its sides, look at them, send them. */
export function DocumentUpload(props: DocumentUploadProps) {
  const { step, field, offeredTypes, preselected, opensCamera, matchingCode } = props
  const tell = useHost()
  const onReport = useCallback(({ type, detail }: UploadReport) => tell(type, detail, step.code), [tell, step.code])
  const [state, dispatch] = useUpload({
    begin: () => beginVisit(step, field.name, offeredTypes, preselected),
    opensCamera,
    staysToTheEnd: matchingCode !== null,
    documents: step.documents,
    stepId: step.id,
    field: field.name,
    onReport,
  })
  // On a phone that goes on, the two numbers are compared first.
  const isOpening = useCameraAtOnce(preselected.scans === true && matchingCode === null, state, dispatch)
  const area = usePhaseFocus(isOpening ? null : focusKeyOf(state), isPassing(state, matchingCode) ? LASTING_MS : 0)
  return (
    <div ref={area} className={styles.screen} data-opening={isOpening || undefined}>
      {isChoosing(state) && <Question question={step.question} />}
      <SentBack step={step} field={field.name} state={state} />
      <Phase key={focusKeyOf(state)} state={state} dispatch={dispatch} {...props} />
      <Announcement state={state} />
    </div>
  )
}

/** What takes no longer needs no focus: “Photo taken” is heard out, and the next screen says the rest. */
const LASTING_MS = 3_000

/** Whether another phase, or the screen before, follows by itself. The phone that shows one document stays at its end. */
function isPassing({ phase }: UploadState, matchingCode: string | null): boolean {
  return phase === 'preparing' || phase === 'sending' || (phase === 'done' && matchingCode === null)
}

function isChoosing({ phase }: UploadState): boolean {
  return phase === 'source' || phase === 'choose'
}

/** Why the person is here again, until they have chosen what to send. */
function SentBack({ step, field, state }: { step: CustomerStep; field: string; state: UploadState }) {
  const t = useTranslations('capture')
  const reasons = useTranslations('reasons')
  const rejection = rejectedDocument(step, field)?.rejection
  if (!rejection || !isChoosing(state)) return null
  if (state.phase === 'source' && state.note) return null
  return (
    <Notice tone="warn" title={t('sentBack')}>
      {reasons(rejection.reason_code)}
      <TeamMessage message={rejection.message} />
    </Notice>
  )
}

/** Says the outcome of a phase to those who do not see it. The heading that takes the focus says the rest. */
function Announcement({ state }: { state: UploadState }) {
  const t = useTranslations('capture')
  return (
    <p role="status" className="visually-hidden">
      {announcementOf(state, t)}
    </p>
  )
}

function announcementOf(state: UploadState, t: ReturnType<typeof useTranslations<'capture'>>): string | null {
  switch (state.phase) {
    case 'source':
      if (!state.note) return null
      if (state.note.kind === 'refused') return t(`refusals.${state.note.refusal}.text`)
      if (state.note.kind === 'other_way') return t('source.otherWay.text')
      return t('source.sideOnItsWay')
    case 'preparing':
      return state.origin === 'camera' ? t('camera.taken') : null
    case 'preview':
      if (state.concerns.length > 0) return t('announce.concerns', { count: state.concerns.length })
      // Whether a PDF can be sent is not known yet: its preview says so.
      if (state.picture.kind === 'pdf') return null
      // Of what nothing has looked at nothing is said but what it is.
      return state.picture.kind === 'picture' ? t('announce.good') : t(`preview.lead.${state.picture.kind}`)
    case 'failed':
      return t(`failures.${uploadFailure(state.code).sentence}.text`)
    default:
      return null
  }
}

/** A new one asks for the focus: another phase, another side, or a note that has come up. */
function focusKeyOf(state: UploadState): string {
  if (state.phase === 'choose') return state.phase
  const note =
    state.phase === 'source' && state.note ? ('refusal' in state.note ? state.note.refusal : state.note.kind) : ''
  return [state.phase, state.subject.side, note].join(' ')
}
