import { Icon } from '@/components/ui/icon'
import type { CustomerDocument } from '@/lib/contract/customer'
import styles from './thumbnail.module.css'

/** The person's own picture, small; a PDF is a sheet. It repeats what stands beside it, so it is silent. */
export function Thumbnail({ document }: { document: CustomerDocument }) {
  if (!document.content_type.startsWith('image/')) {
    return (
      <span className={styles.thumbnail}>
        <Icon name="file" />
      </span>
    )
  }
  // biome-ignore lint/performance/noImgElement: the picture is the person's own, behind their session
  return <img className={styles.thumbnail} src={`/inapp/api/files/${document.file_id}`} alt="" loading="lazy" />
}
