import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import { Enlargeable } from './enlargeable'
import styles from './file-picture.module.css'
import { useFileSize } from './upload/use-file-size'
import { useObjectUrl } from './use-object-url'
import type { FilePreview } from './use-pdf-preview'

type FilePictureProps = {
  picture: PreparedFile
  /** What a PDF looks like, where it is to be looked at. */
  preview?: FilePreview
  size?: 'large' | 'small'
}

/** The file as the person knows it: the picture itself, or a tile with name and size, and its first page as it is drawn. */
export function FilePicture({ picture, preview = { kind: 'none' }, size = 'large' }: FilePictureProps) {
  const t = useTranslations('capture.preview')
  if (picture.kind === 'picture')
    return <Picture image={picture.file} alt={t('alt')} width={picture.width} height={picture.height} size={size} />
  return (
    <>
      <FileTile picture={picture} pages={preview.kind === 'page' ? preview.pages : null} />
      {preview.kind === 'making' && <PageInTheMaking />}
      {picture.kind === 'unseen' && size === 'large' && <DrawnPhoto />}
      {preview.kind === 'page' && <Picture {...preview} alt={t('firstPage')} size={size} />}
    </>
  )
}

type PictureProps = { image: Blob; alt: string; width: number; height: number; size: 'large' | 'small' }

function Picture({ image, alt, width, height, size }: PictureProps) {
  const url = useObjectUrl(image)
  return (
    <figure className={`${styles.picture} ${styles[size]}`}>
      {url && (
        <Enlargeable src={url} alt={alt}>
          {/* biome-ignore lint/performance/noImgElement: the picture is in memory; there is nothing to optimise */}
          <img src={url} alt={alt} width={width} height={height} />
        </Enlargeable>
      )}
    </figure>
  )
}

const TILES = { pdf: { icon: 'file', format: 'PDF' }, unseen: { icon: 'camera', format: 'HEIC' } } as const

type FileTileProps = { picture: Extract<PreparedFile, { kind: keyof typeof TILES }>; pages: number | null }

function FileTile({ picture: { kind, file }, pages }: FileTileProps) {
  const t = useTranslations('capture.preview')
  const fileSize = useFileSize()
  const what = pages === null ? TILES[kind].format : t('pages', { count: pages })
  return (
    <div className={styles.tile}>
      <span className={styles.tileIcon}>
        <Icon name={TILES[kind].icon} />
      </span>
      <p className={styles.tileWords}>
        <span className={styles.tileName}>
          <bdi>{file.name}</bdi>
        </span>
        <span className={styles.tileSize}>{`${what} · ${fileSize(file.size)}`}</span>
      </p>
    </div>
  )
}

/** In the place of a photo that this browser cannot open: it is seen at its card, once the server has opened it. */
function DrawnPhoto() {
  return (
    <figure className={`${styles.picture} ${styles.making}`}>
      <svg viewBox="0 0 160 120" aria-hidden="true">
        <path d="M14 96l36-40 24 24 20-22 52 50M112 40a10 10 0 100-20 10 10 0 000 20z" />
      </svg>
    </figure>
  )
}

/** A page of lines in the place in which the first page will be. */
function PageInTheMaking() {
  return (
    <figure className={`${styles.picture} ${styles.making}`}>
      <svg viewBox="0 0 120 160" aria-hidden="true">
        <path d="M20 28h52M20 48h80M20 62h80M20 76h64M20 98h80M20 112h80M20 126h40" />
      </svg>
    </figure>
  )
}
