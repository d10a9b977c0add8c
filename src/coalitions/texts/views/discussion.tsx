import type { I18n } from '#platform/i18n.ts'
import { ErrorSummary, Select, Status, Textarea, type FormState } from '#ui/index.ts'
import type { Comment } from '../comment.ts'

interface Props {
  i18n: I18n
  zone: string
  comments: readonly Comment[]
  /** may comment, resolve and open again */
  may: boolean
  /** in which there is a text */
  languages: readonly string[]
  action: string
  versionsHref: (language: string) => string
  form: FormState
  refused: boolean
}

/** What is still open first; what is dealt with stays, folded. */
export function DiscussionView(props: Props) {
  const { i18n, comments, languages } = props
  const open = comments.filter(({ resolvedAt }) => !resolvedAt)
  const resolved = comments.filter(({ resolvedAt }) => resolvedAt)
  return (
    <>
      {languages.length > 0 && (
        <p>
          {i18n.t('joint-text.versions.of')}{' '}
          {languages.map((language) => (
            <>
              <a href={props.versionsHref(language)}>{i18n.language(language)}</a>{' '}
            </>
          ))}
        </p>
      )}
      <section aria-labelledby="comments">
        <h2 id="comments">{i18n.t('joint-text.comments', { count: open.length })}</h2>
        {open.length === 0 && <p>{i18n.t('joint-text.comments.none')}</p>}
        <Comments {...props} comments={open} />
      </section>
      {props.may && <CommentForm {...props} />}
      {resolved.length > 0 && (
        <details>
          <summary>{i18n.t('joint-text.comments.resolved', { count: resolved.length })}</summary>
          <Comments {...props} comments={resolved} />
        </details>
      )}
    </>
  )
}

function Comments({ i18n, zone, comments, may, action }: Props) {
  return (
    <ul class="plain-list">
      {comments.map((one) => (
        <li>
          <p class="small">
            <bdi>{one.person}</bdi>, <bdi>{one.organisation}</bdi> ·{' '}
            {i18n.dateTime(one.at, { zone, style: 'short' })} ·{' '}
            {i18n.t('joint-text.comment.on', { language: i18n.language(one.language), version: one.version })}{' '}
            {one.resolvedAt && <Status tone="success">{i18n.t('joint-text.comment.resolved')}</Status>}
          </p>
          <p class="said pre-line" dir="auto">
            {one.text}
          </p>
          {may && (
            <form method="post" action={`${action}/${one.id}`}>
              <input type="hidden" name="resolved" value={one.resolvedAt ? 'no' : 'yes'} />
              <button class="link" type="submit">
                {i18n.t(one.resolvedAt ? 'joint-text.comment.reopen' : 'joint-text.comment.resolve')}
                <span class="hidden"> {one.person}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

function CommentForm({ i18n, form, languages, action, refused }: Props) {
  return (
    <form class="sheet" method="post" action={action}>
      <ErrorSummary i18n={i18n} form={refused ? form : undefined} />
      <Textarea
        name="text"
        rows={4}
        required
        form={form}
        label={i18n.t('joint-text.comment')}
        hint={i18n.t('joint-text.comment.hint')}
      />
      <Select
        name="language"
        form={form}
        label={i18n.t('joint-text.comment.language')}
        options={languages.map((value) => ({ value, label: i18n.language(value) }))}
      />
      <button class="action" type="submit">
        {i18n.t('joint-text.comment.save')}
      </button>
    </form>
  )
}
