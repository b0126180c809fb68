import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import styles from './file-picture.module.css'
import { useFileSize } from './use-file-size'
import { useObjectUrl } from './use-object-url'

type FilePictureProps = { picture: PreparedFile; size?: 'large' | 'small' }

/** The file as the person knows it: the picture itself, or a tile with name and size where there is none to show. */
export function FilePicture({ picture, size = 'large' }: FilePictureProps) {
  return picture.kind === 'picture' ? <Picture {...picture} size={size} /> : <FileTile {...picture} />
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

function FileTile({ file, kind }: { file: File; kind: keyof typeof TILES }) {
  const fileSize = useFileSize()
  return (
    <div className={styles.tile}>
      <span className={styles.tileIcon}>
        <Icon name={TILES[kind].icon} />
      </span>
      <p className={styles.tileWords}>
        <span className={styles.tileName}>{file.name}</span>
        <span className={styles.tileSize}>
          {TILES[kind].format} · {fileSize(file.size)}
        </span>
      </p>
    </div>
  )
}
