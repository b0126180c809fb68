import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import styles from './file-picture.module.css'
import { useFileSize } from './use-file-size'
import { useObjectUrl } from './use-object-url'

type FilePictureProps = { picture: PreparedFile; size?: 'large' | 'small' }

/** The file as the person knows it: the picture itself, or a tile with name and size for a PDF. */
export function FilePicture({ picture, size = 'large' }: FilePictureProps) {
  return picture.kind === 'pdf' ? <PdfTile file={picture.file} /> : <Picture {...picture} size={size} />
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

function PdfTile({ file }: { file: File }) {
  const fileSize = useFileSize()
  return (
    <div className={styles.tile}>
      <span className={styles.tileIcon}>
        <Icon name="file" />
      </span>
      <p className={styles.tileWords}>
        <span className={styles.tileName}>{file.name}</span>
        <span className={styles.tileSize}>PDF · {fileSize(file.size)}</span>
      </p>
    </div>
  )
}
