import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { PdfPreview } from '@/lib/capture/pdf-page'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import styles from './file-picture.module.css'
import { useFileSize } from './upload/use-file-size'
import { useObjectUrl } from './use-object-url'

type FilePictureProps = { picture: PreparedFile; size?: 'large' | 'small' }

/** The file as the person knows it: the picture itself, or a tile with name and size where there is none to show. */
export function FilePicture({ picture, size = 'large' }: FilePictureProps) {
  return picture.kind === 'picture' ? <Picture {...picture} size={size} /> : <FileTile {...picture} size={size} />
}

type PictureProps = Pick<Extract<PreparedFile, { kind: 'picture' }>, 'file' | 'width' | 'height'> & {
  size: 'large' | 'small'
}

function Picture({ file, width, height, size }: PictureProps) {
  const t = useTranslations('capture.preview')
  const url = useObjectUrl(file)
  return (
    <figure className={`${styles.picture} ${styles[size]}`}>
      {/* biome-ignore lint/performance/noImgElement: the picture is in memory; there is nothing to optimise */}
      {url && <img src={url} alt={t('alt')} width={width} height={height} />}
    </figure>
  )
}

const TILES = { pdf: { icon: 'file', format: 'PDF' }, unseen: { icon: 'camera', format: 'HEIC' } } as const

type FileTileProps = { file: File; kind: keyof typeof TILES; size: 'large' | 'small' }

function FileTile({ file, kind, size }: FileTileProps) {
  const t = useTranslations('capture.preview')
  const fileSize = useFileSize()
  const preview = usePdfPreview(kind === 'pdf' && size === 'large' ? file : null)
  const pages = preview?.kind === 'page' ? t('pages', { count: preview.pages }) : TILES[kind].format
  return (
    <>
      <div className={styles.tile}>
        <span className={styles.tileIcon}>
          <Icon name={TILES[kind].icon} />
        </span>
        <p className={styles.tileWords}>
          <span className={styles.tileName}>
            <bdi>{file.name}</bdi>
          </span>
          <span className={styles.tileSize}>{`${pages} · ${fileSize(file.size)}`}</span>
        </p>
      </div>
      {preview?.kind === 'locked' && (
        <Notice tone="warn" role="alert" title={t('locked.title')}>
          {t('locked.text')}
        </Notice>
      )}
      {preview?.kind === 'page' && preview.blank && (
        <Notice tone="warn" role="alert" title={t('blank.title')}>
          {t('blank.text')}
        </Notice>
      )}
      {preview?.kind === 'page' && <Page canvas={preview.canvas} />}
    </>
  )
}

/** The canvas as it was drawn: it is put in place, not drawn again. */
function Page({ canvas }: { canvas: HTMLCanvasElement }) {
  const t = useTranslations('capture.preview')
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.replaceChildren(canvas), [canvas])
  return <figure ref={place} className={`${styles.picture} ${styles.page}`} role="img" aria-label={t('firstPage')} />
}

const PAGE_WIDTH = 900

/** Null until it is drawn, and for what this browser cannot draw: the file can be sent all the same. */
function usePdfPreview(file: File | null): PdfPreview | null {
  const [preview, setPreview] = useState<PdfPreview | null>(null)
  useEffect(() => {
    if (!file) return
    let current = true
    import('@/lib/capture/pdf-page')
      .then(({ previewPdf }) => previewPdf(file, PAGE_WIDTH))
      .then((drawn) => current && setPreview(drawn))
      .catch(() => {})
    return () => {
      current = false
    }
  }, [file])
  return preview
}
