import { type Dispatch, useEffect, useReducer, useRef } from 'react'
import { sha256Of } from '@/lib/capture/checksum'
import { lookForFace } from '@/lib/capture/face/look-for-face'
import { pictureService } from '@/lib/capture/picture-service'
import type { Preparation } from '@/lib/capture/prepare-file'
import { firstUploadState, nextUploadState, type UploadEvent, type UploadState } from '@/lib/capture/upload-flow'
import { type UploadReport, uploadReport } from '@/lib/capture/upload-reports'
import type { Beginning } from '@/lib/capture/upload-subject'
import type { CustomerDocument } from '@/lib/contract/customer'
import { type PictureSubject, shownBy } from '@/lib/contract/documents'
import { isScreenshot, type KnownDocument, recognise } from '@/lib/contract/recognition'
import { transferDocument } from './transfer-document'
import { useUnfinished } from './use-unfinished'

type UploadOptions = {
  begin: () => Beginning
  /** What has been shown for this step: the same file is noticed. */
  documents: readonly CustomerDocument[]
  stepId: string
  field: string
  onReport: ((report: UploadReport) => void) | undefined
}

/** The upload's state, with everything that follows from it: preparing, sending, going on after an outage, telling the host. */
export function useUpload({
  begin,
  documents,
  stepId,
  field,
  onReport,
}: UploadOptions): [UploadState, Dispatch<UploadEvent>] {
  const [state, dispatch] = useReducer(nextUploadState, undefined, () => firstUploadState(begin()))
  usePreparation(state, dispatch, field, documents)
  useTransfer(state, dispatch, stepId, field)
  useUnfinished(state, dispatch, stepId, field)
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

function useTransfer(state: UploadState, dispatch: Dispatch<UploadEvent>, stepId: string, field: string) {
  const transfer = state.phase === 'sending' ? state.transfer : null
  const subject = state.phase === 'sending' ? state.subject : null
  useEffect(() => {
    if (!transfer || !subject) return
    const abort = new AbortController()
    const { type: document_type, side, country } = subject
    const target = { step_id: stepId, field, document_type, side, country }
    let stored = transfer.fileId
    const lost = () => {
      abort.abort()
      dispatch({ type: 'transfer_failed', code: 'NETWORK', fileId: stored })
    }
    // A request that was under way when the connection went may hang for minutes before it fails.
    window.addEventListener('offline', lost)
    void transferDocument(transfer, target, {
      signal: abort.signal,
      onProgress: (sent) => dispatch({ type: 'progressed', sent }),
      onStored: (fileId) => {
        stored = fileId
      },
    }).then((result) => {
      if (!result || abort.signal.aborted) return
      if (result.ok) dispatch({ type: 'transferred' })
      else dispatch({ type: 'transfer_failed', code: result.code, reason: result.reason, fileId: result.fileId })
    })
    return () => {
      window.removeEventListener('offline', lost)
      abort.abort()
    }
  }, [transfer, subject, dispatch, stepId, field])

  useEffect(() => {
    const online = () => dispatch({ type: 'online' })
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [dispatch])
}

function useReports(state: UploadState, onReport: UploadOptions['onReport']) {
  const told = useRef(state)
  useEffect(() => {
    const report = uploadReport(told.current, state)
    told.current = state
    if (report) onReport?.(report)
  }, [state, onReport])
}
