import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon'
import { Link } from './link'

type Look = {
  /** primary: the one thing to do here; secondary: another way; quiet: leaving or undoing. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'medium' | 'small'
  icon?: IconName
  /** Fills the width of its column. */
  wide?: boolean
}

type ButtonProps = Look & ComponentProps<'button'> & { pending?: boolean }

/** A button. While `pending` it stays focusable, takes no press and shows that it works. */
export function Button({
  kind,
  size,
  icon,
  wide,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={lookOf({ kind, size, wide }, className)}
      aria-disabled={pending || undefined}
      data-pending={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      <Content icon={icon}>{children}</Content>
    </button>
  )
}

type ButtonLinkProps = Look & ComponentProps<typeof Link>

/** A link that looks like a button: for going somewhere. */
export function ButtonLink({ kind, size, icon, wide, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={lookOf({ kind, size, wide }, className)}>
      <Content icon={icon}>{children}</Content>
    </Link>
  )
}

function Content({ icon, children }: { icon: IconName | undefined; children: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span className={styles.label}>{children}</span>
    </>
  )
}

function lookOf({ kind = 'primary', size = 'medium', wide }: Look, className?: string): string {
  return [styles.button, styles[kind], styles[size], wide && styles.wide, className].filter(Boolean).join(' ')
}
