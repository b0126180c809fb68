import { useSearchParams } from 'next/navigation'
import { type Dispatch, useCallback, useEffect, useReducer, useRef } from 'react'
import { lookForFace } from '@/lib/capture/face/look-for-face'
import { pictureService } from '@/lib/capture/picture-service'
import type { Preparation } from '@/lib/capture/prepare-file'
import { sha256Of } from '@/lib/capture/upload/checksum'
import type { Place } from '@/lib/capture/upload/unfinished-upload'
import { firstUploadState, nextUploadState } from '@/lib/capture/upload/upload-flow'
import { isRefused, type QueuedUpload } from '@/lib/capture/upload/upload-queue'
import { type UploadReport, uploadReport } from '@/lib/capture/upload/upload-reports'
import type { UploadEvent, UploadState } from '@/lib/capture/upload/upload-state'
import { type Beginning, isSentBack, nextSide, type Subject } from '@/lib/capture/upload/upload-subject'
import type { CustomerDocument } from '@/lib/contract/customer'
import { type DocumentSide, type PictureSubject, shownBy } from '@/lib/contract/documents'
import { isScreenshot, type KnownDocument, recognise } from '@/lib/contract/pictures/recognition'
import { warmFaceCamera } from '../camera/warm-face-camera'
import { loadTransfer, useUploadQueue } from './upload-queue-provider'

type UploadOptions = {
  begin: () => Beginning
  /** Whether a person stays here until the last side has arrived, as on a phone that shows this one document. */
  staysToTheEnd: boolean
  /** Whether the person has asked for the camera already, by the press that led here. */
  opensCamera: boolean
  /** What has been shown for this step: the same file is noticed. */
  documents: readonly CustomerDocument[]
  stepId: string
  field: string
  onReport: ((report: UploadReport) => void) | undefined
}

/** The upload's state, with everything that follows from it: preparing, handing over, going on after an outage, telling the host. */
export function useUpload(options: UploadOptions): [UploadState, Dispatch<UploadEvent>] {
  const { begin, opensCamera, documents, field, onReport } = options
  const [state, dispatch] = useReducer(nextUploadState, undefined, () => {
    const first = firstUploadState(begin())
    return opensCamera ? nextUploadState(first, { type: 'camera_opened' }) : first
  })
  usePreparation(state, dispatch, field, documents)
  useTransfer(state, dispatch, options)
  useWarmth(state)
  useReports(state, onReport)
  return [state, dispatch]
}

function usePreparation(
  state: UploadState,
  dispatch: Dispatch<UploadEvent>,
  field: string,
  documents: readonly CustomerDocument[],
) {
  const [file, subject] = state.phase === 'preparing' ? [state.file, state.subject] : [null, null]
  // What an earlier side of this visit was is only known here.
  const shown = useRef<KnownDocument[]>([])
  const [sent, as] = state.phase === 'sending' ? [state.picture.file, state.subject] : [null, null]
  useEffect(() => {
    if (!sent || !as) return
    const { type: document_type, side } = as
    void sha256Of(sent).then((checksum) =>
      shown.current.push({ checksum, field, document_type, side, status: 'uploaded' }),
    )
  }, [sent, as, field])

  useEffect(() => {
    if (!file || !subject) return
    let current = true
    const tell = (event: UploadEvent) => {
      if (current) dispatch(event)
    }
    const prepare = async (): Promise<UploadEvent> => {
      const result = await prepared(file, shownBy(subject.type))
      if (!result.ok) return { type: 'refused', refusal: result.refusal }
      const picture = result.prepared
      const checksum = await sha256Of(picture.file)
      const asShown = { checksum, field, document_type: subject.type, side: subject.side }
      const known = recognise(asShown, [...documents, ...shown.current])
      return { type: 'prepared', picture, known: known ?? (isScreenshot(file.name) ? 'SCREENSHOT' : null) }
    }
    prepare().then(tell, () => tell({ type: 'refused', refusal: 'UNREADABLE' }))
    return () => {
      current = false
    }
  }, [file, subject, field, documents, dispatch])
}

async function prepared(file: File, shows: PictureSubject): Promise<Preparation> {
  const { work } = await pictureService()
  const preparation = await work.prepare(file, shows)
  if (!preparation.ok || shows === 'document') return preparation
  return { ok: true, prepared: await lookForFace(preparation.prepared) }
}

/**
 * What is being sent goes on by itself, and the person goes on too. Without a connection there is nowhere to go: this screen
 * says so. What an earlier visit left is taken up.
 */
function useTransfer(state: UploadState, dispatch: Dispatch<UploadEvent>, options: UploadOptions) {
  const { stepId, field, staysToTheEnd } = options
  const queue = useUploadQueue()
  // Before a document is sent, so that a lost connection finds it here.
  useEffect(() => void loadTransfer().catch(() => {}), [])
  const sending = state.phase === 'sending' ? state : null
  const latest = useRef(sending)
  latest.current = sending
  const transfer = sending?.transfer ?? null
  useEffect(() => {
    if (!transfer || !latest.current) return
    queue.send({ stepId, field }, latest.current)
    const mayLeave = navigator.onLine && !staysToTheEnd
    if (nextSide(latest.current.subject) || mayLeave) dispatch({ type: 'handed_over' })
  }, [queue, transfer, stepId, field, staysToTheEnd, dispatch])

  const shownOf = useShownSides(options)
  useFollowing(uploadOf(state), dispatch, shownOf)
  useTakingUp(dispatch, shownOf, options)
  useEffect(() => {
    const online = () => dispatch({ type: 'online' })
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [dispatch])
}

type ShownSides = (subject: Subject) => DocumentSide[]

/** The sides of a document that stand already, or are on their way. */
function useShownSides({ documents, stepId, field }: UploadOptions): ShownSides {
  const queue = useUploadQueue()
  return useCallback(
    ({ type }: Subject) => [
      ...documents
        .filter((it) => it.field === field && it.document_type === type && !isSentBack(it))
        .map(({ side }) => side),
      ...queue.to({ stepId, field }).flatMap(({ subject }) => (subject.type === type ? subject.side : [])),
    ],
    [queue, documents, stepId, field],
  )
}

/** Tells the screen what becomes of an upload in the queue. */
function useFollowing(uploadId: string | null, dispatch: Dispatch<UploadEvent>, shownOf: ShownSides) {
  const queue = useUploadQueue()
  useEffect(() => {
    if (!uploadId) return
    const onChange = ({ sent, outcome, subject }: QueuedUpload) => {
      if (!outcome) return dispatch({ type: 'progressed', sent })
      if (outcome.ok) return dispatch({ type: 'transferred', shown: shownOf(subject) })
      const { code, reason, fileId } = outcome
      dispatch({ type: 'transfer_failed', code, reason, fileId })
    }
    return queue.follow(uploadId, onChange, () => dispatch({ type: 'cancelled' }))
  }, [queue, uploadId, dispatch, shownOf])
}

/** Takes up what an earlier visit left for this field: the upload that the address asks for, else the latest. */
function useTakingUp(dispatch: Dispatch<UploadEvent>, shownOf: ShownSides, { stepId, field }: Place) {
  const queue = useUploadQueue()
  const asked = useSearchParams().get('upload')
  useEffect(() => {
    let current = true
    void queue.resume().then(() => {
      const all = queue.to({ stepId, field }).filter(({ outcome }) => !outcome?.ok)
      const left = all.find(({ transfer }) => transfer.uploadId === asked) ?? all.at(-1)
      if (!left || !current) return
      const isTold = left.outcome && !left.outcome.ok && (isRefused(left) || left.transfer.uploadId === asked)
      dispatch({
        type: 'restored',
        sending: left,
        failure: isTold ? left.outcome : null,
        shown: shownOf(left.subject),
      })
    })
    return () => {
      current = false
    }
  }, [queue, dispatch, shownOf, stepId, field, asked])
}

/** The upload that this screen shows: on its way, failed, or sent back to be looked at once more. */
function uploadOf(state: UploadState): string | null {
  if (state.phase === 'sending' || state.phase === 'failed') return state.transfer.uploadId
  return state.phase === 'preview' && state.begun ? state.picture.id : null
}

/** A face is looked for from the camera's first moment on: what does so is loaded before. */
function useWarmth(state: UploadState) {
  const isFace = state.phase === 'source' && shownBy(state.subject.type) === 'face'
  useEffect(() => {
    if (isFace) warmFaceCamera()
  }, [isFace])
}

function useReports(state: UploadState, onReport: UploadOptions['onReport']) {
  const told = useRef(state)
  useEffect(() => {
    const report = uploadReport(told.current, state)
    told.current = state
    if (report) onReport?.(report)
  }, [state, onReport])
}
