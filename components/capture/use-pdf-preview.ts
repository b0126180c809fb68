import { useEffect, useState } from 'react'
import type { PdfPreview } from '@/lib/capture/pdf-page'
import type { PreparedFile } from '@/lib/capture/prepare-file'

/** In pixels: small print can still be read when it is enlarged. */
const PAGE_WIDTH = 1_400
/** A page that takes longer to draw, in milliseconds, is not waited for: it can be sent unseen. */
const PATIENCE = 10_000

/** `making`: it is being drawn. `none`: this browser cannot draw it, which says nothing against the file. */
export type FilePreview = PdfPreview | { kind: 'making' } | { kind: 'none' }

/** What a PDF looks like; `none` for everything else. */
export function usePdfPreview({ kind, file }: PreparedFile): FilePreview {
  const [preview, setPreview] = useState<FilePreview>({ kind: kind === 'pdf' ? 'making' : 'none' })
  useEffect(() => {
    if (kind !== 'pdf') return
    let current = true
    const tell = (found: FilePreview) => {
      if (current) setPreview(found)
    }
    const late = setTimeout(tell, PATIENCE, { kind: 'none' })
    import('@/lib/capture/pdf-page')
      .then(({ previewPdf }) => previewPdf(file, PAGE_WIDTH))
      .then(tell, () => tell({ kind: 'none' }))
      .finally(() => clearTimeout(late))
    return () => {
      current = false
      clearTimeout(late)
    }
  }, [kind, file])
  return preview
}
