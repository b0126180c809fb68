import dynamic from 'next/dynamic'
import { type ComponentType, type Dispatch, useCallback } from 'react'
import { mayBeSent } from '@/lib/capture/upload/upload-flow'
import type { StateOf, UploadEvent, UploadPhase } from '@/lib/capture/upload/upload-state'
import type { CustomerStep, SeenGestures } from '@/lib/contract/customer'
import { type DocumentPurpose, type DocumentType, isIdentity, shownBy } from '@/lib/contract/documents'
import type { Field } from '@/lib/contract/form'
import { ChooseDocument } from './choose/choose-document'
import { ChoosePage } from './choose/choose-page'
import { PickSource } from './choose/pick-source'
import { useAlternative } from './choose/use-alternative'
import { DoneOnPhone } from './handoff/done-on-phone'
import { Done } from './upload/done'
import { Failed } from './upload/failed'
import { Preparing } from './upload/preparing'
import { Preview } from './upload/preview'
import { Sending } from './upload/sending'
import { useUploadQueue } from './upload/upload-queue-provider'

const OnPhone = dynamic(() => import('./handoff/on-phone').then((module) => module.OnPhone), { ssr: false })
const FaceCamera = dynamic(() => import('./camera/face-camera').then((module) => module.FaceCamera), { ssr: false })
const Camera = dynamic(() => import('./camera/camera').then((module) => module.Camera), { ssr: false })

/** What the upload screen is there for. */
export type Task = {
  step: CustomerStep
  /** The file_reference field to fill. */
  field: Field
  purpose: DocumentPurpose
  /** The types to choose from, in the order of the screen. */
  offeredTypes: readonly DocumentType[]
  /** Where to go once every side has arrived. */
  returnHref: string
  /** On a phone that goes on with this one upload: the code that the computer shows. */
  matchingCode: string | null
}

type PhaseProps<Name extends UploadPhase = UploadPhase> = Task & {
  state: StateOf<Name>
  dispatch: Dispatch<UploadEvent>
}

/** What the screen shows in each phase, and which events it answers with. */
const PHASES: { readonly [Name in UploadPhase]: ComponentType<PhaseProps<Name>> } = {
  choose: ChoosePhase,
  source: SourcePhase,
  camera: ({ state, dispatch, matchingCode }) => {
    const ways = {
      ...waysBesides(dispatch, matchingCode),
      subject: state.subject,
      onClose: () => dispatch({ type: 'camera_closed' }),
      onPicture: (file: File, gestures?: SeenGestures) =>
        dispatch({ type: 'file_picked', file, origin: 'camera', gestures }),
    }
    if (shownBy(state.subject.type) === 'face') return <FaceCamera {...ways} />
    const takenByItself = (file: File) => dispatch({ type: 'taken_by_itself', file, key: crypto.randomUUID() })
    return <Camera {...ways} onTakenByItself={takenByItself} />
  },
  phone: PhonePhase,
  preparing: ({ dispatch }) => <Preparing onCancel={() => dispatch({ type: 'discarded' })} />,
  preview: PreviewPhase,
  sending: SendingPhase,
  failed: FailedPhase,
  done: ({ state, matchingCode, returnHref }) =>
    matchingCode ? <DoneOnPhone /> : <Done {...state} returnHref={returnHref} />,
}

/** The phase that the upload is in. */
export function Phase(props: PhaseProps) {
  const View = PHASES[props.state.phase] as ComponentType<PhaseProps>
  return <View {...props} />
}

function ChoosePhase({ state, dispatch, step, purpose, offeredTypes }: PhaseProps<'choose'>) {
  const choose = (documentType: DocumentType, country: string | null) =>
    dispatch({ type: 'chosen', documentType, country })
  if (!offeredTypes.some(isIdentity))
    return <ChoosePage {...{ purpose, offeredTypes }} onChoose={(type) => choose(type, null)} />
  return (
    <ChooseDocument {...{ step, purpose, offeredTypes }} type={state.type} country={state.country} onChoose={choose} />
  )
}

function SourcePhase({ state, dispatch, step, field, returnHref, matchingCode }: PhaseProps<'source'>) {
  const alternative = useAlternative(step, field, returnHref)
  return (
    <PickSource
      {...waysBesides(dispatch, matchingCode)}
      subject={state.subject}
      note={state.note}
      onCamera={() => dispatch({ type: 'camera_opened' })}
      matchingCode={matchingCode}
      onRechoose={() => dispatch({ type: 'rechoose' })}
      // Answers are given where the person began.
      alternative={matchingCode ? null : alternative}
    />
  )
}

function PhonePhase({ state, dispatch, step, field }: PhaseProps<'phone'>) {
  const done = useCallback(() => dispatch({ type: 'phone_done' }), [dispatch])
  const back = () => dispatch({ type: 'phone_left' })
  return <OnPhone subject={state.subject} step={step} field={field.name} onDone={done} onBack={back} />
}

function PreviewPhase({ state, dispatch }: PhaseProps<'preview'>) {
  const discard = useDiscard(state.picture.id, dispatch)
  return (
    <Preview
      {...state}
      mayBeSent={mayBeSent(state)}
      onUse={() => dispatch({ type: 'confirmed', key: crypto.randomUUID() })}
      onDiscard={discard}
    />
  )
}

function SendingPhase({ state, dispatch }: PhaseProps<'sending'>) {
  const { withdraw } = useUploadQueue()
  return (
    <Sending
      picture={state.picture}
      sent={state.sent}
      onCancel={() => {
        withdraw(state.picture.id)
        dispatch({ type: 'cancelled' })
      }}
    />
  )
}

function FailedPhase({ state, dispatch, returnHref }: PhaseProps<'failed'>) {
  return (
    <Failed
      picture={state.picture}
      code={state.code}
      returnHref={returnHref}
      onRetry={() => dispatch({ type: 'retried', key: crypto.randomUUID() })}
      onAnother={useDiscard(state.picture.id, dispatch)}
    />
  )
}

/** The ways to show a document besides our camera; on the phone itself there is no other phone. */
function waysBesides(dispatch: Dispatch<UploadEvent>, matchingCode: string | null) {
  return {
    onFile: (file: File) => dispatch({ type: 'file_picked', file, origin: 'file' }),
    onPhone: matchingCode ? null : () => dispatch({ type: 'phone_chosen' }),
  }
}

/** Lets go of a picture, and of what may have been sent of it. */
function useDiscard(uploadId: string, dispatch: Dispatch<UploadEvent>): () => void {
  const { withdraw } = useUploadQueue()
  return () => {
    withdraw(uploadId)
    dispatch({ type: 'discarded' })
  }
}
