import { Icon } from '@/components/ui/icon'
import styles from './frame.module.css'

type BrandMarkProps = {
  name: string
  /** As `data:` addresses; for both themes, unless there is one for the dark. */
  logo: { light: string; dark?: string | undefined } | null
}

/** Whose screens these are: the broker's logo, or a mark and their name. */
export function BrandMark({ name, logo }: BrandMarkProps) {
  return (
    <p className={styles.brand}>
      {logo ? (
        <>
          {/* biome-ignore lint/performance/noImgElement: it stands in the page already */}
          <img className={logo.dark ? `${styles.logo} ${styles.forLight}` : styles.logo} src={logo.light} alt={name} />
          {/* biome-ignore lint/performance/noImgElement: it stands in the page already */}
          {logo.dark && <img className={`${styles.logo} ${styles.forDark}`} src={logo.dark} alt={name} />}
        </>
      ) : (
        <>
          <span className={styles.mark}>
            <Icon name="shield" />
          </span>
          <bdi className={styles.name}>{name}</bdi>
        </>
      )}
    </p>
  )
}
