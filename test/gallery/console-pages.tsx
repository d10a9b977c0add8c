import { createI18n, type Catalogue, type Language } from '#platform/i18n.ts'
import * as Ui from '#ui/index.ts'

/** The parts of the console on two pages: a full one and an empty one. */
export function consolePages(lang: Language, catalogue: Catalogue, assets: Ui.Assets) {
  const i18n = createI18n(lang, catalogue, { staff: true })
  const shell: Ui.ConsoleShell = {
    i18n,
    assets,
    organisation: 'Harbour Rights',
    member: 'Leila Matar',
    sections: Object.fromEntries(Ui.consoleSections.map((name) => [name, `/${name}`])),
    waiting: { today: 4, messages: 12 },
    signOutHref: '/sign-out',
    banner: 'Demo',
  }
  return {
    'console-list': (
      <Ui.ConsoleLayout
        shell={shell}
        title="Broadcasts"
        section="broadcasts"
        caseBar={{ codeName: 'GREY HERON', href: '/case', publicity: 'Public by name' }}
        trail={[{ href: '/', label: 'Campaigns' }]}
        flash={{ tone: 'success', text: 'The broadcast is prepared.' }}
        actions={
          <a class="button" href="/new">
            New
          </a>
        }
        islands={['live-region', 'autosave']}
      >
        <Ui.Filter i18n={i18n} action="/" clear="/">
          <Ui.TextField name="q" label="Search" type="search" />
          <Ui.Select name="state" label="State" options={[{ value: 'sent', label: 'Sent' }]} empty="All" />
        </Ui.Filter>
        <live-region src="/progress" interval="2">
          <Ui.Progress i18n={i18n} label="Sending" done={3412} total={9870} rate={412} secondsLeft={140} />
        </live-region>
        <Ui.Table
          caption="Broadcasts"
          columns={[
            { label: 'Headline', sort: { href: '?sort=headline', now: 'ascending' } },
            { label: 'State' },
            { label: 'Sent', numeric: true, sort: { href: '?sort=sent' } },
          ]}
          rows={[
            [
              <a href="/1">Travel ban under review</a>,
              <Ui.Status tone="info">Sending</Ui.Status>,
              i18n.number(3412),
            ],
            [<a href="/2">Hearing ahead</a>, <Ui.Status tone="success">Sent</Ui.Status>, i18n.number(9120)],
            [<a href="/3">Alert</a>, <Ui.Status tone="danger">Cancelled</Ui.Status>, i18n.number(120)],
          ]}
        />
        <Ui.Pager i18n={i18n} from={1} to={20} total={312} next="?page=2" />
        <Ui.ConfirmBox title="Before it goes">
          <p>3,412 people in 61 countries will get this mail, 118 of them in Arabic.</p>
          <div class="buttons">
            <button class="action" type="button">
              Send
            </button>
            <a href="/">Back</a>
          </div>
        </Ui.ConfirmBox>
        <form method="post" data-autosave="/draft" enctype="multipart/form-data">
          <Ui.Textarea name="body" label="Text" hint="Markdown" value="Draft" />
          <Ui.DateField name="on" label="Date" />
          <Ui.FileField name="picture" label="Picture" accept="image/*" />
          <Ui.CheckboxGroup name="who" label="Who" options={[{ value: 'a', label: 'Signed' }]} />
          <Ui.AutosaveNote i18n={i18n} />
        </form>
      </Ui.ConsoleLayout>
    ),
    'console-empty': (
      <Ui.ConsoleLayout shell={shell} title="Updates" section="updates">
        <Ui.Empty title="No update yet" action={{ href: '/new', label: 'Write the first' }}>
          <p>An update tells those who acted what became of it.</p>
        </Ui.Empty>
      </Ui.ConsoleLayout>
    ),
  }
}
