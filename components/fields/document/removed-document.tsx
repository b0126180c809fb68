import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/shell/api'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { CustomerDocument } from '@/lib/contract/customer'
import { shownBy } from '@/lib/contract/documents'

type RemovedDocumentProps = {
  /** What was removed on this page, and may be brought back; null where it was removed elsewhere. */
  document: CustomerDocument | null
  onUndone: () => void
}

/** Says that a document was removed; who did so by mistake has it back in one press. */
export function RemovedDocument({ document, onUndone }: RemovedDocumentProps) {
  const t = useTranslations('fields')
  const { undo, state } = useUndo(document, onUndone)
  const button = useRef<HTMLButtonElement>(null)
  // The button that was pressed is gone: the one that takes it back is next.
  useEffect(() => button.current?.focus(), [])
  // A selfie is worth more with what the camera saw while it was taken: that is gone.
  const offersUndo = document !== null && shownBy(document.document_type) !== 'face' && state !== 'failed'
  return (
    <Notice
      role="status"
      actions={
        offersUndo && (
          <Button ref={button} kind="secondary" size="small" icon="retry" pending={state === 'undoing'} onClick={undo}>
            {t('undo')}
          </Button>
        )
      }
    >
      {t(state === 'failed' ? 'undoFailed' : 'removed')}
    </Notice>
  )
}

/** Puts the very file back to its field. A backend that has forgotten it says so. */
function useUndo(document: CustomerDocument | null, onUndone: () => void) {
  const router = useRouter()
  const [state, setState] = useState<'removed' | 'undoing' | 'failed'>('removed')
  const undo = async () => {
    if (!document) return
    setState('undoing')
    const { step_id, field, file_id, document_type, side, country } = document
    const body = { step_id, field, file_id, document_type, side, country, accepted: true }
    const again = await callApi('/inapp/api/documents', { method: 'POST', body, key: crypto.randomUUID() })
    if (!again.ok) return setState('failed')
    onUndone()
    router.refresh()
  }
  return { undo, state }
}
