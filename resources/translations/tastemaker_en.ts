<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>AllDataDialog</name>
    <message numerus="yes">
        <source>%n project(s) moved to the trash.</source>
        <translation>
            <numerusform>%n project moved to the trash.</numerusform>
            <numerusform>%n projects moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerPane</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionEditor</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountedTexts</name>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n judgement</numerusform>
            <numerusform>%n judgements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) ranked</source>
        <translation>
            <numerusform>%n answer ranked</numerusform>
            <numerusform>%n answers ranked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repeated pair(s), sides swapped, judged as before</source>
        <translation>
            <numerusform>%n repeated pair, sides swapped, judged as before</numerusform>
            <numerusform>%n repeated pairs, sides swapped, judged as before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more repeat(s). One pair in twenty is one.</source>
        <translation>
            <numerusform>Too few to say: about %n more repeat. One pair in twenty is one.</numerusform>
            <numerusform>Too few to say: about %n more repeats. One pair in twenty is one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s) it had not seen</source>
        <translation>
            <numerusform>%n comparison it had not seen</numerusform>
            <numerusform>%n comparisons it had not seen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more comparison(s) after it was trained.</source>
        <translation>
            <numerusform>Too few to say: about %n more comparison after it was trained.</numerusform>
            <numerusform>Too few to say: about %n more comparisons after it was trained.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n preference(s) for the left answer</source>
        <translation>
            <numerusform>of %n preference for the left answer</numerusform>
            <numerusform>of %n preferences for the left answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n preference(s) for the longer answer</source>
        <translation>
            <numerusform>of %n preference for the longer answer</numerusform>
            <numerusform>of %n preferences for the longer answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more.</source>
        <translation>
            <numerusform>Too few to say: about %n more.</numerusform>
            <numerusform>Too few to say: about %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>undecided: ~%n more</source>
        <translation>
            <numerusform>undecided: ~%n more</numerusform>
            <numerusform>undecided: ~%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftsButton</name>
    <message numerus="yes">
        <source>%n draft(s) wait</source>
        <translation>
            <numerusform>%n draft wait</numerusform>
            <numerusform>%n drafts wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExaminationView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n wrong</numerusform>
            <numerusform>%n wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>%n row(s) copied</source>
        <translation>
            <numerusform>%n row copied</numerusform>
            <numerusform>%n rows copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to</source>
        <translation>
            <numerusform>%n row written to</numerusform>
            <numerusform>%n rows written to</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportRow</name>
    <message numerus="yes">
        <source>%n row(s) …</source>
        <translation>
            <numerusform>%n row …</numerusform>
            <numerusform>%n rows …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterCard</name>
    <message numerus="yes">
        <source>Only the %n judgement(s) found in the history</source>
        <translation>
            <numerusform>Only the %n judgement found in the history</numerusform>
            <numerusform>Only the %n judgements found in the history</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NextStepCard</name>
    <message numerus="yes">
        <source>Rate about %n more pair(s)</source>
        <translation>
            <numerusform>Rate about %n more pair</numerusform>
            <numerusform>Rate about %n more pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairMode</name>
    <message numerus="yes">
        <source>%n pair(s) left</source>
        <translation>
            <numerusform>%n pair left</numerusform>
            <numerusform>%n pairs left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message numerus="yes">
        <source>%n row(s) so far, counting…</source>
        <translation>
            <numerusform>%n row so far, counting…</numerusform>
            <numerusform>%n rows so far, counting…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptCard</name>
    <message numerus="yes">
        <source>show %n earlier message(s)</source>
        <translation>
            <numerusform>show %n earlier message</numerusform>
            <numerusform>show %n earlier messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptsPage</name>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n prompt</numerusform>
            <numerusform>%n prompts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message numerus="yes">
        <source>%n comparison(s)</source>
        <translation>
            <numerusform>%n comparison</numerusform>
            <numerusform>%n comparisons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n simulated, left out</source>
        <translation>
            <numerusform>%n simulated, left out</numerusform>
            <numerusform>%n simulated, left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RankMode</name>
    <message numerus="yes">
        <source>%n ranking(s) left</source>
        <translation>
            <numerusform>%n ranking left</numerusform>
            <numerusform>%n rankings left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RateHeader</name>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>about %n min left</numerusform>
            <numerusform>about %n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message numerus="yes">
        <source>The project is back at that backup, with %n judgement(s). What stood before is the newest backup in the list.</source>
        <translation>
            <numerusform>The project is back at that backup, with %n judgement. What stood before is the newest backup in the list.</numerusform>
            <numerusform>The project is back at that backup, with %n judgements. What stood before is the newest backup in the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message numerus="yes">
        <source>%n file(s), {size} of text. The report holds exactly these.</source>
        <translation>
            <numerusform>%n file, {size} of text. The report holds exactly these.</numerusform>
            <numerusform>%n files, {size} of text. The report holds exactly these.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoreMode</name>
    <message numerus="yes">
        <source>%n answer(s) left</source>
        <translation>
            <numerusform>%n answer left</numerusform>
            <numerusform>%n answers left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StageCards</name>
    <message numerus="yes">
        <source>%n round(s) completed</source>
        <translation>
            <numerusform>%n round completed</numerusform>
            <numerusform>%n rounds completed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n judgement</numerusform>
            <numerusform>%n judgements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>%n to go</numerusform>
            <numerusform>%n to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) left</source>
        <translation>
            <numerusform>%n pair left</numerusform>
            <numerusform>%n pairs left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n judgement</numerusform>
            <numerusform>%n judgements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WriteMode</name>
    <message numerus="yes">
        <source>%n prompt(s) left</source>
        <translation>
            <numerusform>%n prompt left</numerusform>
            <numerusform>%n prompts left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
</TS>
