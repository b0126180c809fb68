import { type Dispatch, useEffect, useReducer, useRef } from 'react'
import { pictureService } from '@/lib/capture/picture-service'
import type { Preparation } from '@/lib/capture/prepare-file'
import { firstUploadState, nextUploadState, type UploadEvent, type UploadState } from '@/lib/capture/upload-flow'
import { type UploadReport, uploadReport } from '@/lib/capture/upload-reports'
import type { Beginning } from '@/lib/capture/upload-subject'
import { transferDocument } from './transfer-document'
import { useUnfinished } from './use-unfinished'

type UploadOptions = {
  begin: () => Beginning
  stepId: string
  field: string
  onReport: ((report: UploadReport) => void) | undefined
}

/** The upload's state, with everything that follows from it: preparing, sending, going on after an outage, telling the host. */
export function useUpload({ begin, stepId, field, onReport }: UploadOptions): [UploadState, Dispatch<UploadEvent>] {
  const [state, dispatch] = useReducer(nextUploadState, undefined, () => firstUploadState(begin()))
  usePreparation(state, dispatch)
  useTransfer(state, dispatch, stepId, field)
  useUnfinished(state, dispatch, stepId, field)
  useReports(state, onReport)
  return [state, dispatch]
}

function usePreparation(state: UploadState, dispatch: Dispatch<UploadEvent>) {
  const file = state.phase === 'preparing' ? state.file : null
  useEffect(() => {
    if (!file) return
    let current = true
    const tell = (event: UploadEvent) => {
      if (current) dispatch(event)
    }
    prepared(file).then(
      (result) =>
        tell(result.ok ? { type: 'prepared', picture: result.prepared } : { type: 'refused', refusal: result.refusal }),
      () => tell({ type: 'refused', refusal: 'UNREADABLE' }),
    )
    return () => {
      current = false
    }
  }, [file, dispatch])
}

async function prepared(file: File): Promise<Preparation> {
  const { work } = await pictureService()
  return work.prepare(file)
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
