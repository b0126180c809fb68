'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type Dispatch, useCallback } from 'react'
import { useHost } from '@/components/shell/host'
import { Notice } from '@/components/ui/notice'
import { uploadFailure } from '@/lib/capture/upload/upload-failures'
import type { UploadEvent, UploadState } from '@/lib/capture/upload/upload-flow'
import type { UploadReport } from '@/lib/capture/upload/upload-reports'
import {
  beginVisit,
  nextSide,
  type Preselection,
  rejectedDocument,
  type Subject,
} from '@/lib/capture/upload/upload-subject'
import type { CustomerStep, SeenGestures } from '@/lib/contract/customer'
import { type DocumentPurpose, type DocumentType, shownBy } from '@/lib/contract/documents'
import type { Field } from '@/lib/contract/form'
import { ChooseDocument } from './choose/choose-document'
import { PickSource } from './choose/pick-source'
import { useAlternative } from './choose/use-alternative'
import { DoneOnPhone } from './handoff/done-on-phone'
import styles from './phase.module.css'
import { Done } from './upload/done'
import { Failed } from './upload/failed'
import { Preparing } from './upload/preparing'
import { Preview } from './upload/preview'
import { Sending } from './upload/sending'
import { useUploadQueue } from './upload/upload-queue-provider'
import { useUpload } from './upload/use-upload'
import { usePhaseFocus } from './use-phase-focus'

const OnPhone = dynamic(() => import('./handoff/on-phone').then((module) => module.OnPhone), { ssr: false })
const FaceCamera = dynamic(() => import('./camera/face-camera').then((module) => module.FaceCamera), { ssr: false })
const Camera = dynamic(() => import('./camera/camera').then((module) => module.Camera), { ssr: false })

type DocumentUploadProps = {
  step: CustomerStep
  /** The file_reference field to fill. */
  field: Field
  purpose: DocumentPurpose
  /** The types to choose from, in the order of the screen. */
  offeredTypes: readonly DocumentType[]
  preselected: Preselection
  /** Where to go once every side has arrived. */
  returnHref: string
  /** On a phone that goes on with this one upload: the code that the computer shows. */
  matchingCode: string | null
}

/** The upload screen: choose a document, show each of its sides, look at them, send them. */
export function DocumentUpload(props: DocumentUploadProps) {
  const { step, field, offeredTypes, preselected } = props
  const tell = useHost()
  const onReport = useCallback(({ type, detail }: UploadReport) => tell(type, detail, step.code), [tell, step.code])
  const [state, dispatch] = useUpload({
    begin: () => beginVisit(step, field.name, offeredTypes, preselected),
    documents: step.documents,
    stepId: step.id,
    field: field.name,
    onReport,
  })
  const area = usePhaseFocus(focusKeyOf(state))
  return (
    <div ref={area} className={styles.screen}>
      <SentBack step={step} field={field.name} state={state} />
      <Phase key={focusKeyOf(state)} state={state} dispatch={dispatch} {...props} />
      <Announcement state={state} />
    </div>
  )
}

type PhaseProps = DocumentUploadProps & { state: UploadState; dispatch: Dispatch<UploadEvent> }

function Phase({ state, dispatch, step, field, purpose, offeredTypes, returnHref, matchingCode }: PhaseProps) {
  const phoneDone = useCallback(() => dispatch({ type: 'phone_done' }), [dispatch])
  const choosePhone = matchingCode ? null : () => dispatch({ type: 'phone_chosen' })
  const alternative = useAlternative(step, field, returnHref)
  const pick = (file: File) => dispatch({ type: 'file_picked', file, origin: 'file' })
  const router = useRouter()
  const { withdraw } = useUploadQueue()
  const discard = () => {
    if (state.phase === 'preview' || state.phase === 'failed') withdraw(state.picture.id)
    dispatch({ type: 'discarded' })
  }
  /** To the next side, or back to the step; a phone that shows one document alone has nothing after its last side. */
  const goOnFrom = (subject: Subject, alone: boolean) => {
    if (nextSide(subject)) return () => dispatch({ type: 'went_on' })
    return alone ? null : () => router.push(returnHref)
  }
  switch (state.phase) {
    case 'choose':
      return (
        <ChooseDocument
          purpose={purpose}
          offeredTypes={offeredTypes}
          type={state.type}
          country={state.country}
          onChoose={(documentType, country) => dispatch({ type: 'chosen', documentType, country })}
        />
      )
    case 'source':
      return (
        <PickSource
          subject={state.subject}
          note={state.note}
          onCamera={() => dispatch({ type: 'camera_opened' })}
          onFile={pick}
          onPhone={choosePhone}
          matchingCode={matchingCode}
          onRechoose={() => dispatch({ type: 'rechoose' })}
          // Answers are given where the person began.
          alternative={matchingCode ? null : alternative}
        />
      )
    case 'camera': {
      const ways = { onFile: pick, onPhone: choosePhone, onClose: () => dispatch({ type: 'camera_closed' }) }
      const View = shownBy(state.subject.type) === 'face' ? FaceCamera : Camera
      return (
        <View
          {...ways}
          subject={state.subject}
          onPicture={(file: File, gestures?: SeenGestures) =>
            dispatch({ type: 'file_picked', file, origin: 'camera', gestures })
          }
        />
      )
    }
    case 'phone':
      return (
        <OnPhone
          subject={state.subject}
          step={step}
          field={field.name}
          onDone={phoneDone}
          onBack={() => dispatch({ type: 'phone_left' })}
        />
      )
    case 'preparing':
      return <Preparing onCancel={discard} />
    case 'preview':
      return (
        <Preview
          {...state}
          onUse={() => dispatch({ type: 'confirmed', key: crypto.randomUUID() })}
          onDiscard={discard}
        />
      )
    case 'sending':
      return (
        <Sending
          picture={state.picture}
          sent={state.sent}
          onGoOn={goOnFrom(state.subject, matchingCode !== null)}
          onCancel={() => {
            withdraw(state.picture.id)
            dispatch({ type: 'cancelled' })
          }}
        />
      )
    case 'failed':
      return (
        <Failed
          picture={state.picture}
          code={state.code}
          returnHref={returnHref}
          onRetry={() => dispatch({ type: 'retried', key: crypto.randomUUID() })}
          onAnother={discard}
        />
      )
    case 'done':
      return matchingCode ? <DoneOnPhone /> : <Done type={state.subject.type} returnHref={returnHref} />
  }
}

/** Why the person is here again, until they have chosen what to send. */
function SentBack({ step, field, state }: { step: CustomerStep; field: string; state: UploadState }) {
  const t = useTranslations('capture')
  const reasons = useTranslations('reasons')
  const rejection = rejectedDocument(step, field)?.rejection
  if (!rejection || (state.phase !== 'source' && state.phase !== 'choose')) return null
  if (state.phase === 'source' && state.note) return null
  return (
    <Notice tone="warn" title={t('sentBack')}>
      {reasons(rejection.reason_code)}
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
      return t(state.note.kind === 'side_sent' ? 'source.sideSent' : 'source.sideOnItsWay')
    case 'preview':
      return state.concerns.length > 0 ? t('announce.concerns', { count: state.concerns.length }) : t('announce.good')
    case 'failed':
      return t(`failures.${uploadFailure(state.code).sentence}.text`)
    case 'done':
      return t('done.text')
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
