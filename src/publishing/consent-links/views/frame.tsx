import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import { PrivateLayout } from '#ui/index.ts'

export interface Frame {
  i18n: I18n
  css: string
}

export interface Hers extends Frame {
  pass: string
}

/**
 * The way out stands first on every page, in reach of a thumb. Safety: the title is the same on all of them and says nothing:
 * the history of her browser keeps it when the page is closed.
 */
export function Page(props: Frame & { title: string; children: Child }) {
  const { i18n } = props
  return (
    <PrivateLayout
      i18n={i18n}
      css={props.css}
      title={i18n.t('private.hers.frame')}
      heading={props.title}
      before={
        <a class="leave" href="/away" rel="noreferrer">
          {i18n.t('private.leave')}
        </a>
      }
    >
      {props.children}
    </PrivateLayout>
  )
}
