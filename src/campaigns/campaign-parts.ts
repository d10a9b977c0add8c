import { plainOf, type Part } from '#publishing/index.ts'
import type { CampaignDocument } from './document.ts'

/** A campaign's page part by part, with all that supporters will say in our name: for whoever signs it. */
export function readCampaign(body: object): Part[] {
  const page = body as CampaignDocument
  const words = (label: Part['label'], text: string | undefined): Part[] => (text ? [{ label, text }] : [])
  const prose = (label: Part['label'], html: string | undefined): Part[] =>
    html ? [{ label, text: plainOf(html), html }] : []
  return [
    ...words('campaigns.part.title', page.title),
    ...words('campaigns.part.summary', page.summary),
    ...words('campaigns.part.person', page.personName),
    ...prose('campaigns.part.what-happened', page.whatHappenedHtml),
    ...prose('campaigns.part.why', page.whyItMattersHtml),
    ...words('campaigns.part.demands', page.demands.map(({ text }) => text).join('\n')),
    ...words('campaigns.part.act-by', page.actBy),
    ...page.letters.flatMap((letter) =>
      words(
        'campaigns.part.letter',
        [letter.subject, letter.opening, letter.body, letter.closing].filter(Boolean).join('\n\n'),
      ),
    ),
    ...words('campaigns.part.dos', page.dos),
    ...words('campaigns.part.donts', page.donts),
    ...words('campaigns.part.script', page.script),
    ...words('campaigns.part.message', page.messagePrompt),
    ...words('campaigns.part.signature', page.signatureText),
    ...words(
      'campaigns.part.officials',
      page.officials
        .map(({ name, title, institution, email, phone }) =>
          [name, title, institution, email, phone].filter(Boolean).join(', '),
        )
        .join('\n'),
    ),
  ]
}
