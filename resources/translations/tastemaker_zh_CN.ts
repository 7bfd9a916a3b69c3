<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Tastemaker</source>
        <translation>关于 Tastemaker</translation>
    </message>
    <message>
        <source>Licences of the parts</source>
        <translation>各组成部分的许可证</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>runs from its source</source>
        <translation>从源代码运行</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Built</source>
        <translation>构建日期</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>torch</source>
        <translation>torch</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Tastemaker is free software under the Apache License 2.0, made of:</source>
        <translation>Tastemaker 是采用 Apache 许可证 2.0 的自由软件，包含：</translation>
    </message>
    <message>
        <source>Teach a language model your taste</source>
        <translation>让语言模型学会您的品味</translation>
    </message>
</context>
<context>
    <name>AllDataDialog</name>
    <message>
        <source>Everything on this computer</source>
        <translation>这台电脑上的全部数据</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>What you delete here: projects go to the system&apos;s trash, from which you can take them back; models, settings and logs are gone, and are made again when they are needed.</source>
        <translation>在此删除时：项目会移到系统的回收站，可以从那里恢复；模型、设置和日志会被彻底删除，需要时会重新生成。</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>{size} in all. Tick what is to go.</source>
        <translation>共 {size}。请勾选要删除的内容。</translation>
    </message>
    <message>
        <source>To delete {size}, type “{word}”.</source>
        <translation>要删除 {size}，请输入“{word}”。</translation>
    </message>
    <message>
        <source>A job is at work. Stop it or wait for its end to delete anything.</source>
        <translation>有任务正在运行。请停止任务或等它结束后再删除。</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>正在删除…</translation>
    </message>
    <message numerus="yes">
        <source>%n project(s) moved to the trash.</source>
        <translation>
            <numerusform>%n 个项目已移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} removed for good.</source>
        <translation>已彻底删除 {size}。</translation>
    </message>
    <message>
        <source>Still there: {path} ({why}).</source>
        <translation>仍然存在：{path}（{why}）。</translation>
    </message>
    <message>
        <source>its disk has no trash</source>
        <translation>该磁盘没有回收站</translation>
    </message>
    <message>
        <source>Quit Tastemaker</source>
        <translation>退出 Tastemaker</translation>
    </message>
</context>
<context>
    <name>AnswerChoice</name>
    <message>
        <source>Answer {place}</source>
        <translation>回答 {place}</translation>
    </message>
    <message>
        <source>{place}. reward {reward}, cut off</source>
        <translation>{place}. 奖励 {reward}，被截断</translation>
    </message>
    <message>
        <source>{place}. reward {reward}</source>
        <translation>{place}. 奖励 {reward}</translation>
    </message>
    <message>
        <source>Stopped before they were compared. The one that is shown counts.</source>
        <translation>在比较之前已停止。以显示的那个为准。</translation>
    </message>
    <message>
        <source>The best of {n} by the opinion of “{judge}”, which was learnt from your judgements. The one that is shown counts.</source>
        <translation>这是“{judge}”认为 {n} 个中最好的；它的看法是从您的评判中学来的。以显示的那个为准。</translation>
    </message>
    <message>
        <source>It agreed with you on {share}% of unseen pairs.</source>
        <translation>在未见过的对子上，它有 {share}% 与您一致。</translation>
    </message>
</context>
<context>
    <name>AnswerPane</name>
    <message>
        <source>Answer {letter}</source>
        <translation>回答 {letter}</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 词</numerusform>
        </translation>
    </message>
    <message>
        <source>only here: underlined</source>
        <translation>仅此处有：下划线</translation>
    </message>
    <message>
        <source>raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>R shows hidden characters</source>
        <translation>按 R 显示隐藏字符</translation>
    </message>
</context>
<context>
    <name>BackupTable</name>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Judgements</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>This backup is damaged and cannot be restored.</source>
        <translation>此备份已损坏，无法恢复。</translation>
    </message>
    <message>
        <source>{prompts} prompts; the file {name}</source>
        <translation>{prompts} 个提示；文件 {name}</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>A model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>The folder for your projects</source>
        <translation>存放项目的文件夹</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>correcting</source>
        <translation>正在修改</translation>
    </message>
    <message>
        <source>correction saved ✓</source>
        <translation>修改已保存 ✓</translation>
    </message>
</context>
<context>
    <name>BestOfBox</name>
    <message>
        <source>Answers for each message</source>
        <translation>每条消息的回答数</translation>
    </message>
    <message>
        <source>best by</source>
        <translation>评选者</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答数</translation>
    </message>
    <message>
        <source>Several answers are written, and a reward model says which is the best.</source>
        <translation>写出多个回答，由奖励模型说出哪个最好。</translation>
    </message>
    <message>
        <source>To choose among several answers, train a reward model first.</source>
        <translation>要在多个回答中选择，请先训练一个奖励模型。</translation>
    </message>
</context>
<context>
    <name>BlindView</name>
    <message>
        <source>Which is better?</source>
        <translation>哪个更好？</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>返回运行</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>谢谢</translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation>继续运行</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>{step}: {value}</source>
        <translation>{step}：{value}</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>ChartTableDialog</name>
    <message>
        <source>Numbers of the charts</source>
        <translation>图表数据</translation>
    </message>
</context>
<context>
    <name>ChartToolbar</name>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Compare with another run</source>
        <translation>与另一运行比较</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>All charts</source>
        <translation>全部图表</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Minutes since the start</source>
        <translation>开始后的分钟数</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>还原缩放</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Save CSV</source>
        <translation>保存 CSV</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>System prompt (optional)</source>
        <translation>系统提示词（可选）</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Talk with your model</source>
        <translation>和您的模型聊聊</translation>
    </message>
    <message>
        <source>Any version answers, also one that is being trained. What is said is kept until the project is closed.</source>
        <translation>任何版本都能回答，包括正在训练的版本。对话会保留到项目关闭为止。</translation>
    </message>
    <message>
        <source>Say something</source>
        <translation>说点什么</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>您的消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>{run} answers between its updates</source>
        <translation>“{run}”在两次更新之间回答</translation>
    </message>
    <message>
        <source>comparing the answers</source>
        <translation>正在比较回答</translation>
    </message>
    <message>
        <source>writing {n} answers</source>
        <translation>正在写 {n} 个回答</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
</context>
<context>
    <name>ChatService</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>The answers were stopped</source>
        <translation>回答已停止</translation>
    </message>
    <message>
        <source>None of them was complete yet.</source>
        <translation>还没有一个是完整的。</translation>
    </message>
    <message>
        <source>The answer was cut off</source>
        <translation>回答被中断</translation>
    </message>
    <message>
        <source>The run that was answering has ended.</source>
        <translation>正在回答的运行已经结束。</translation>
    </message>
    <message>
        <source>Ask again.</source>
        <translation>请再问一次。</translation>
    </message>
</context>
<context>
    <name>ClosedWorkDialog</name>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Looking at: {what}</source>
        <translation>正在检查：{what}</translation>
    </message>
    <message>
        <source>Open the project</source>
        <translation>打开项目</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Work in progress</source>
        <translation>工作正在进行</translation>
    </message>
    <message>
        <source>“{title}” is at work.</source>
        <translation>“{title}”正在运行。</translation>
    </message>
    <message>
        <source>If you quit, it writes a checkpoint first and can go on from there next time. Everything you rated is saved.</source>
        <translation>如果退出，它会先写好检查点，下次可以从那里继续。您的所有评判都已保存。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Pause and quit</source>
        <translation>暂停并退出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>All commands</source>
        <translation>所有命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command has this name.</source>
        <translation>没有这个名称的命令。</translation>
    </message>
</context>
<context>
    <name>CorrectionEditor</name>
    <message>
        <source>Your version</source>
        <translation>您的版本</translation>
    </message>
    <message>
        <source>What you changed</source>
        <translation>您的改动</translation>
    </message>
    <message>
        <source>Learn to write this (demonstration)</source>
        <translation>学会这样写（作为示范）</translation>
    </message>
    <message>
        <source>Prefer this over the original</source>
        <translation>认为它优于原文</translation>
    </message>
    <message>
        <source>Save and next</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>Teaches:</source>
        <translation>教给模型：</translation>
    </message>
    <message>
        <source>Click a change to take it back.</source>
        <translation>点击一处改动即可撤回。</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 处改动</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountedTexts</name>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n 个评判</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) ranked</source>
        <translation>
            <numerusform>已为 %n 个回答排名</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repeated pair(s), sides swapped, judged as before</source>
        <translation>
            <numerusform>%n 个左右互换的重复对，评判与上次一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more repeat(s). One pair in twenty is one.</source>
        <translation>
            <numerusform>太少，无法下结论：大约还需 %n 次重复。每二十对中有一对是重复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s) it had not seen</source>
        <translation>
            <numerusform>它没有见过的 %n 次对比</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more comparison(s) after it was trained.</source>
        <translation>
            <numerusform>太少，无法下结论：训练之后大约还需 %n 次对比。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n preference(s) for the left answer</source>
        <translation>
            <numerusform>%n 次偏好中选了左边的回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n preference(s) for the longer answer</source>
        <translation>
            <numerusform>%n 次偏好中选了较长的回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too few to say: about %n more.</source>
        <translation>
            <numerusform>太少，无法下结论：大约还需 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>undecided: ~%n more</source>
        <translation>
            <numerusform>尚无定论：约还需 %n 次</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>There are {examples} usable pairs; at least {needed} are needed. Rate some more.</source>
        <translation>可用的成对评判有 {examples} 个，至少需要 {needed} 个。请再评判一些。</translation>
    </message>
    <message>
        <source>{examples} pairs are enough to start; around {needed} give a reward model worth trusting.</source>
        <translation>{examples} 对已可开始；约 {needed} 对才能得到值得信赖的奖励模型。</translation>
    </message>
    <message>
        <source>All pairs belong to one prompt, so nothing is left to measure on. Rate answers to a second prompt.</source>
        <translation>所有成对评判都属于同一个提示词，没有可供检验的数据。请评判另一个提示词的回答。</translation>
    </message>
    <message>
        <source>There are no corrected or written answers to imitate yet. Correct an answer while rating.</source>
        <translation>还没有可供模仿的修改或手写回答。请在评判时修改一个回答。</translation>
    </message>
    <message>
        <source>{examples} demonstrations are enough to start; around {needed} show more.</source>
        <translation>{examples} 个示范已可开始；约 {needed} 个效果更明显。</translation>
    </message>
    <message>
        <source>There are no plain texts. Put .txt or .md files into the project&apos;s “texts” folder.</source>
        <translation>没有纯文本。请把 .txt 或 .md 文件放进项目的“texts”文件夹。</translation>
    </message>
    <message>
        <source>There are no prompts to sample from. Add some prompts.</source>
        <translation>没有可供采样的提示词。请添加一些。</translation>
    </message>
    <message>
        <source>{examples} prompts are enough to start; with {needed} or more the model learns more than a few answers by heart.</source>
        <translation>{examples} 个提示词已可开始；达到 {needed} 个以上，模型才不会只是背下几个回答。</translation>
    </message>
    <message>
        <source>There is no reward model yet. Train one from your judgements first.</source>
        <translation>还没有奖励模型。请先用您的评判训练一个。</translation>
    </message>
    <message>
        <source>The newest reward model is not surely better than guessing, so PPO would learn its mistakes. Rate more pairs, or on other prompts, first.</source>
        <translation>最新的奖励模型还不能确定比瞎猜好，PPO 会学到它的错误。请先再评判一些，或换些别的提示词。</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Pairs with a preference</source>
        <translation>有偏好的成对评判</translation>
    </message>
    <message>
        <source>Prompts to sample from</source>
        <translation>可供采样的提示词</translation>
    </message>
    <message>
        <source>Imitates your corrections and written answers. A good first step.</source>
        <translation>模仿您修改和手写的回答。很好的第一步。</translation>
    </message>
    <message>
        <source>Continues your plain texts, to learn their language.</source>
        <translation>续写您的纯文本，学习其中的语言。</translation>
    </message>
    <message>
        <source>Learns a number from your judgements: how much you would like an answer.</source>
        <translation>从您的评判中学出一个数：您会有多喜欢一个回答。</translation>
    </message>
    <message>
        <source>Learns from your pairs directly, without a reward model. Good for few pairs.</source>
        <translation>不用奖励模型，直接从成对评判中学习。适合数据较少时。</translation>
    </message>
    <message>
        <source>Samples answers, scores them with the reward model, and learns to score higher.</source>
        <translation>采样回答，用奖励模型打分，并学着得到更高的分。</translation>
    </message>
    <message>
        <source>{updates} updates of {answers} answers, each up to {tokens} tokens</source>
        <translation>{updates} 次更新，每次 {answers} 个回答，每个最长 {tokens} 个词元</translation>
    </message>
    <message>
        <source>Passes over the data: {epochs}. Upper layers trained: {layers}.</source>
        <translation>遍历数据 {epochs} 次，训练上面的 {layers} 层。</translation>
    </message>
    <message>
        <source>Passes over the data: {epochs}. All layers are trained.</source>
        <translation>遍历数据 {epochs} 次，训练所有层。</translation>
    </message>
    <message>
        <source>{price} off without an end</source>
        <translation>无结尾扣 {price}</translation>
    </message>
    <message>
        <source>{price} off for each token</source>
        <translation>每个词元扣 {price}</translation>
    </message>
    <message>
        <source>{price} off for repetition</source>
        <translation>重复扣 {price}</translation>
    </message>
    <message>
        <source>{price} off for each nat of KL</source>
        <translation>每 nat KL 扣 {price}</translation>
    </message>
    <message>
        <source>the reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>your rules ({count})</source>
        <translation>您的规则（{count} 条）</translation>
    </message>
    <message>
        <source>Reward: {parts}.</source>
        <translation>奖励：{parts}。</translation>
    </message>
    <message>
        <source>Ties</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Different prompts</source>
        <translation>不同的提示词</translation>
    </message>
    <message>
        <source>Kept for measuring</source>
        <translation>留作检验</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>ready, more would help</source>
        <translation>就绪，更多会更好</translation>
    </message>
    <message>
        <source>not enough yet</source>
        <translation>还不够</translation>
    </message>
    <message>
        <source>Go to Rate</source>
        <translation>去评判</translation>
    </message>
    <message>
        <source>Go to Prompts</source>
        <translation>去看提示词</translation>
    </message>
    <message>
        <source>Train a reward model</source>
        <translation>训练奖励模型</translation>
    </message>
</context>
<context>
    <name>DataDialog</name>
    <message>
        <source>Your data</source>
        <translation>您的数据</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Verify my data</source>
        <translation>检查我的数据</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>On this computer…</source>
        <translation>这台电脑上…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{judgements} judgements · {prompts} prompts · {responses} answers</source>
        <translation>{judgements} 条评判 · {prompts} 个提示 · {responses} 个回答</translation>
    </message>
    <message>
        <source>Looks at every page, judgement, journal line and backup. Changes nothing.</source>
        <translation>逐一检查每一页、每条评判、每行日志和备份。不做任何改动。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>One a day and one after 200 judgements; older ones are thinned out.</source>
        <translation>每天一份，每 200 条评判一份；较旧的会逐渐精简。</translation>
    </message>
    <message>
        <source>Is all of it sound?</source>
        <translation>一切都完好吗？</translation>
    </message>
    <message>
        <source>saved twice ✓</source>
        <translation>已双份保存 ✓</translation>
    </message>
    <message>
        <source>In the database, and in a journal from which it can be made anew.</source>
        <translation>保存在数据库中，也保存在可以重新生成数据库的日志中。</translation>
    </message>
    <message>
        <source>saved once</source>
        <translation>只保存了一份</translation>
    </message>
    <message>
        <source>In the database. The journal cannot be written at the moment.</source>
        <translation>保存在数据库中。目前无法写入日志。</translation>
    </message>
    <message>
        <source>{size} in all</source>
        <translation>共 {size}</translation>
    </message>
    <message>
        <source>Looking at: {what}</source>
        <translation>正在检查：{what}</translation>
    </message>
    <message>
        <source>Everything is as it should be.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Something is wrong. Repairing mends it and loses nothing that is left.</source>
        <translation>有些内容不对。修复可以解决，且不会丢失现有的任何内容。</translation>
    </message>
    <message>
        <source>Your judgements are sound; something else is missing.</source>
        <translation>您的评判完好；缺少的是其他内容。</translation>
    </message>
</context>
<context>
    <name>DeviceLook</name>
    <message>
        <source>The part that computes does not start here. {why}</source>
        <translation>计算部分在此无法启动。{why}</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡（CUDA）</translation>
    </message>
    <message>
        <source>Graphics card (Apple)</source>
        <translation>显卡（Apple）</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>{device}: works</source>
        <translation>{device}：工作正常</translation>
    </message>
    <message>
        <source>{device}: does not work</source>
        <translation>{device}：无法工作</translation>
    </message>
</context>
<context>
    <name>DraftsButton</name>
    <message>
        <source>Correction</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Answer of yours</source>
        <translation>您写的回答</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评语</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Drafts that wait</source>
        <translation>等待中的草稿</translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) wait</source>
        <translation>
            <numerusform>%n 份草稿等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop them all…</source>
        <translation>全部丢弃…</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>剩余 {duration}</translation>
    </message>
</context>
<context>
    <name>EngineDesk</name>
    <message>
        <source>Nothing computes</source>
        <translation>没有可用的计算引擎</translation>
    </message>
    <message>
        <source>What computes…</source>
        <translation>计算设备…</translation>
    </message>
</context>
<context>
    <name>EnginesDialog</name>
    <message>
        <source>What computes</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Another engine is used from the next job on.</source>
        <translation>更换的引擎从下一个任务开始使用。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重新检测</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Adding …</source>
        <translation>正在添加…</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>{engine}: cannot be used</source>
        <translation>{engine}：无法使用</translation>
    </message>
    <message>
        <source>Engines (*.tar.gz)</source>
        <translation>引擎文件 (*.tar.gz)</translation>
    </message>
    <message>
        <source>Add an engine</source>
        <translation>添加引擎</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在检测…</translation>
    </message>
</context>
<context>
    <name>ErrorTexts</name>
    <message>
        <source>A backup could not be written</source>
        <translation>无法写入备份</translation>
    </message>
    <message>
        <source>A chat message cannot be read</source>
        <translation>无法读取对话消息</translation>
    </message>
    <message>
        <source>A checkpoint could not be written</source>
        <translation>无法写入检查点</translation>
    </message>
    <message>
        <source>A completion is not an object with named fields.</source>
        <translation>某个回答不是带有命名字段的对象。</translation>
    </message>
    <message>
        <source>A conversation has a message without a text.</source>
        <translation>某段对话中有一条没有文本的消息。</translation>
    </message>
    <message>
        <source>A conversation has no messages.</source>
        <translation>某段对话没有消息。</translation>
    </message>
    <message>
        <source>A conversation must be a text or a list of messages.</source>
        <translation>对话必须是一段文本或一个消息列表。</translation>
    </message>
    <message>
        <source>A field has an unexpected value ({0}).</source>
        <translation>有字段的值不符合预期（{0}）。</translation>
    </message>
    <message>
        <source>A file cannot be written or read</source>
        <translation>有文件无法写入或读取</translation>
    </message>
    <message>
        <source>A file of the model cannot be read</source>
        <translation>无法读取模型的一个文件</translation>
    </message>
    <message>
        <source>A file of the run could not be written. The last complete checkpoint and all judgements are safe.</source>
        <translation>无法写入运行的一个文件。最近的完整检查点和所有评判都安全。</translation>
    </message>
    <message>
        <source>A folder could not be written</source>
        <translation>无法写入文件夹</translation>
    </message>
    <message>
        <source>A line of the training data cannot be read</source>
        <translation>无法读取训练数据中的一行</translation>
    </message>
    <message>
        <source>A message has no text.</source>
        <translation>某条消息没有文本。</translation>
    </message>
    <message>
        <source>A message has the unknown role “{0}”.</source>
        <translation>某条消息的角色“{0}”未知。</translation>
    </message>
    <message>
        <source>A message must have a role and a content.</source>
        <translation>消息必须有角色（role）和内容（content）。</translation>
    </message>
    <message>
        <source>A new project needs an empty folder</source>
        <translation>新建项目需要一个空文件夹</translation>
    </message>
    <message>
        <source>A ranking has no order.</source>
        <translation>某个排序没有顺序。</translation>
    </message>
    <message>
        <source>A text is not valid Unicode.</source>
        <translation>某段文本不是有效的 Unicode。</translation>
    </message>
    <message>
        <source>A value cannot be stored</source>
        <translation>有一个值无法存储</translation>
    </message>
    <message>
        <source>A version needs a name</source>
        <translation>版本需要名称</translation>
    </message>
    <message>
        <source>Add prompts to the project first.</source>
        <translation>请先向项目添加提示词。</translation>
    </message>
    <message>
        <source>Add some prompts first.</source>
        <translation>请先添加一些提示词。</translation>
    </message>
    <message>
        <source>All answers of this project have been judged.</source>
        <translation>这个项目的所有回答都已评判。</translation>
    </message>
    <message>
        <source>All judgements are about one prompt</source>
        <translation>所有评判都属于同一个提示词</translation>
    </message>
    <message>
        <source>All the weights are zero, so the scores would say nothing.</source>
        <translation>所有权重都是零，评分将毫无意义。</translation>
    </message>
    <message>
        <source>Allow the download, or choose a folder or .gguf file that is here.</source>
        <translation>请允许下载，或选择这台电脑上已有的文件夹或 .gguf 文件。</translation>
    </message>
    <message>
        <source>An annotation is not an object with named fields.</source>
        <translation>某条标注不是带有命名字段的对象。</translation>
    </message>
    <message>
        <source>An answer is empty.</source>
        <translation>有一个回答为空。</translation>
    </message>
    <message>
        <source>An item of the list has no text.</source>
        <translation>列表中的某一项没有文本。</translation>
    </message>
    <message>
        <source>Another program keeps {0} locked. Nothing was changed.</source>
        <translation>另一个程序锁定了 {0}。没有任何改动。</translation>
    </message>
    <message>
        <source>Another run is at work</source>
        <translation>有另一个运行正在进行</translation>
    </message>
    <message>
        <source>Ask for more answers a prompt, add prompts, or choose another version.</source>
        <translation>请增加每个提示词的回答数、添加提示词，或选择另一个版本。</translation>
    </message>
    <message>
        <source>Ask for some.</source>
        <translation>请至少要求一个。</translation>
    </message>
    <message>
        <source>Both answers are the same.</source>
        <translation>两个回答相同。</translation>
    </message>
    <message>
        <source>Both answers of all {0} compared pairs are the same within max_length.</source>
        <translation>全部 {0} 对比较过的回答，在 max_length 长度内都相同。</translation>
    </message>
    <message>
        <source>Change it and try again.</source>
        <translation>请修改后重试。</translation>
    </message>
    <message>
        <source>Check its place and permissions.</source>
        <translation>请检查它的位置和权限。</translation>
    </message>
    <message>
        <source>Check that the disk is connected, has space and allows writing; then try again.</source>
        <translation>请检查磁盘是否已连接、有空间并允许写入，然后重试。</translation>
    </message>
    <message>
        <source>Check that the file exists, is complete and may be read by you.</source>
        <translation>请检查文件是否存在、是否完整，以及您是否有权读取。</translation>
    </message>
    <message>
        <source>Check that the file is complete.</source>
        <translation>请检查文件是否完整。</translation>
    </message>
    <message>
        <source>Check the disk, then resume the run.</source>
        <translation>请检查磁盘，然后继续运行。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation>请检查文件夹的权限。</translation>
    </message>
    <message>
        <source>Check the name and the network and try again; what is already here is kept.</source>
        <translation>请检查名称和网络后重试；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>Check the network and try again; or put the file {0} into {1} yourself; or choose a model folder or .gguf file of your own.</source>
        <translation>请检查网络后重试；也可以自行把文件 {0} 放入 {1}，或选择您自己的模型文件夹或 .gguf 文件。</translation>
    </message>
    <message>
        <source>Choose a .gguf file of a language model, or a model folder.</source>
        <translation>请选择语言模型的 .gguf 文件，或模型文件夹。</translation>
    </message>
    <message>
        <source>Choose a decoder model of a common kind, such as Llama, Qwen or Mistral.</source>
        <translation>请选择常见类型的解码器模型，例如 Llama、Qwen 或 Mistral。</translation>
    </message>
    <message>
        <source>Choose a file of answers or pairs.</source>
        <translation>请选择含有回答或成对回答的文件。</translation>
    </message>
    <message>
        <source>Choose a folder in the safetensors format; other formats are not opened.</source>
        <translation>请选择 safetensors 格式的文件夹；其他格式不会打开。</translation>
    </message>
    <message>
        <source>Choose a folder of your own, on a disk with space.</source>
        <translation>请选择您自己的文件夹，且所在磁盘有足够空间。</translation>
    </message>
    <message>
        <source>Choose a folder that holds an adapter in PEFT&apos;s format.</source>
        <translation>请选择含有 PEFT 格式适配器的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder that holds config.json and safetensors weights.</source>
        <translation>请选择含有 config.json 和 safetensors 权重的文件夹。</translation>
    </message>
    <message>
        <source>Choose a model version.</source>
        <translation>请选择一个模型版本。</translation>
    </message>
    <message>
        <source>Choose a new name, or move that file away first.</source>
        <translation>请换一个新名称，或先把那个文件移走。</translation>
    </message>
    <message>
        <source>Choose a project&apos;s folder, or make a new project in an empty one.</source>
        <translation>请选择项目文件夹，或在空文件夹中新建项目。</translation>
    </message>
    <message>
        <source>Choose a project&apos;s folder.</source>
        <translation>请选择项目文件夹。</translation>
    </message>
    <message>
        <source>Choose a reward model, or train one first.</source>
        <translation>请选择一个奖励模型，或先训练一个。</translation>
    </message>
    <message>
        <source>Choose a training stage.</source>
        <translation>请选择一个训练阶段。</translation>
    </message>
    <message>
        <source>Choose a version of that kind.</source>
        <translation>请选择该类型的版本。</translation>
    </message>
    <message>
        <source>Choose a version that a reward-model run has made.</source>
        <translation>请选择由奖励模型运行得到的版本。</translation>
    </message>
    <message>
        <source>Choose an adapter (LoRA on all linear layers) that was trained on this base model.</source>
        <translation>请选择在这个基座模型上训练的适配器（所有线性层上的 LoRA）。</translation>
    </message>
    <message>
        <source>Choose another folder, or open this one if it is a project.</source>
        <translation>请选择另一个文件夹；如果这是项目，请直接打开它。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择另一个文件夹。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose another place, or free some space.</source>
        <translation>请选择另一个位置，或腾出一些空间。</translation>
    </message>
    <message>
        <source>Choose device=auto or device=cpu.</source>
        <translation>请选择 device=auto 或 device=cpu。</translation>
    </message>
    <message>
        <source>Choose files with more text.</source>
        <translation>请选择含有更多文本的文件。</translation>
    </message>
    <message>
        <source>Choose one from the history.</source>
        <translation>请从历史记录中选择一个。</translation>
    </message>
    <message>
        <source>Choose one from the list of runs.</source>
        <translation>请从运行列表中选择一个。</translation>
    </message>
    <message>
        <source>Choose one from the list of versions.</source>
        <translation>请从版本列表中选择一个。</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>请从列表中选择一个。</translation>
    </message>
    <message>
        <source>Choose one of its runs.</source>
        <translation>请选择该项目的一个运行。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>Choose the base or a policy version.</source>
        <translation>请选择基座或策略版本。</translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json and safetensors weights.</source>
        <translation>请选择含有 config.json 和 safetensors 权重的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json itself.</source>
        <translation>请选择直接含有 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>请关闭另一个程序后重试。</translation>
    </message>
    <message>
        <source>Copy the project to a folder of your own, or ask for the right to write there.</source>
        <translation>请把项目复制到您自己的文件夹，或申请那里的写入权限。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请改正后重试。</translation>
    </message>
    <message>
        <source>Correct the message and try again.</source>
        <translation>请改正消息后重试。</translation>
    </message>
    <message>
        <source>Correct the name or the path.</source>
        <translation>请改正名称或路径。</translation>
    </message>
    <message>
        <source>Correct the name.</source>
        <translation>请改正名称。</translation>
    </message>
    <message>
        <source>Correct the path and try again.</source>
        <translation>请改正路径后重试。</translation>
    </message>
    <message>
        <source>Correct the path, or make a project there with “tastemaker new”.</source>
        <translation>请改正路径，或用“tastemaker new”在那里新建项目。</translation>
    </message>
    <message>
        <source>Correct the setting “device”.</source>
        <translation>请改正设置“device”。</translation>
    </message>
    <message>
        <source>Correct the setting “dtype”.</source>
        <translation>请改正设置“dtype”。</translation>
    </message>
    <message>
        <source>Download or copy the model again with its tokenizer files.</source>
        <translation>请重新下载或复制模型，并带上分词器文件。</translation>
    </message>
    <message>
        <source>Download or copy the model again, then open it once more.</source>
        <translation>请重新下载或复制模型，然后再次打开。</translation>
    </message>
    <message>
        <source>Download or copy the model again.</source>
        <translation>请重新下载或复制模型。</translation>
    </message>
    <message>
        <source>Download or copy the model again; if that does not help, choose another model.</source>
        <translation>请重新下载或复制模型；如果仍无效，请选择另一个模型。</translation>
    </message>
    <message>
        <source>Download the file again, or use the model&apos;s original folder.</source>
        <translation>请重新下载文件，或使用模型的原始文件夹。</translation>
    </message>
    <message>
        <source>Download the file again.</source>
        <translation>请重新下载文件。</translation>
    </message>
    <message>
        <source>Each update samples {0} responses, a minibatch takes {1}.</source>
        <translation>每次更新采样 {0} 个回答，而一个小批需要 {1} 个。</translation>
    </message>
    <message>
        <source>Edit it and try again.</source>
        <translation>请修改后重试。</translation>
    </message>
    <message>
        <source>Every compared pair is a tie and every score is the same.</source>
        <translation>所有比较过的成对回答都是平局，所有评分也都相同。</translation>
    </message>
    <message>
        <source>Every prompt already has {0} answers of this version.</source>
        <translation>每个提示词都已有该版本的 {0} 个回答。</translation>
    </message>
    <message>
        <source>Every prompt is held out, retired or called bad.</source>
        <translation>所有提示词都已留出、停用或标记为不合适。</translation>
    </message>
    <message>
        <source>Export it again; if it happens once more, check the disk.</source>
        <translation>请重新导出；如果再次发生，请检查磁盘。</translation>
    </message>
    <message>
        <source>Free about 700 MB there, or set TASTEMAKER_MODELS_DIR to another folder.</source>
        <translation>请在那里腾出约 700 MB，或把 TASTEMAKER_MODELS_DIR 设为另一个文件夹。</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>请腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>Free some space or allow writing there, then try again.</source>
        <translation>请腾出一些空间，或允许在那里写入，然后重试。</translation>
    </message>
    <message>
        <source>Free some space or make the folder writable, then start the run again.</source>
        <translation>请腾出一些空间，或让文件夹可写，然后重新开始运行。</translation>
    </message>
    <message>
        <source>Free some space, then resume the run.</source>
        <translation>请腾出一些空间，然后继续运行。</translation>
    </message>
    <message>
        <source>Generate more answers first.</source>
        <translation>请先生成更多回答。</translation>
    </message>
    <message>
        <source>Give yourself the right to write there, or copy the project to another folder.</source>
        <translation>请给自己授予那里的写入权限，或把项目复制到另一个文件夹。</translation>
    </message>
    <message>
        <source>Go back to an earlier version, or train again with a smaller learning rate.</source>
        <translation>请回到更早的版本，或用更小的学习率重新训练。</translation>
    </message>
    <message>
        <source>Go on in its window, or close it there first.</source>
        <translation>请在它的窗口中继续，或先在那里关闭它。</translation>
    </message>
    <message>
        <source>Go on with: {0}</source>
        <translation>接着运行：{0}</translation>
    </message>
    <message>
        <source>Import the prompts and responses first.</source>
        <translation>请先导入提示词和回答。</translation>
    </message>
    <message>
        <source>Install the package pysqlite3, which brings its own.</source>
        <translation>请安装 pysqlite3 软件包，它自带 SQLite 库。</translation>
    </message>
    <message>
        <source>It cannot be used with this model: {0}.</source>
        <translation>它不能用于这个模型：{0}。</translation>
    </message>
    <message>
        <source>It ended or stopped answering. Your project is safe.</source>
        <translation>它已结束或停止响应。您的项目是安全的。</translation>
    </message>
    <message>
        <source>It gives numbers, not answers, so it cannot be used as a policy.</source>
        <translation>它给出的是数值而不是回答，因此不能用作策略。</translation>
    </message>
    <message>
        <source>It gives numbers, not text, so it cannot be a language model of its own.</source>
        <translation>它给出的是数值而不是文本，因此不能单独作为语言模型。</translation>
    </message>
    <message>
        <source>It has no reward head: only reward models give scores.</source>
        <translation>它没有奖励头：只有奖励模型才能打分。</translation>
    </message>
    <message>
        <source>It is a base model.</source>
        <translation>它是基座模型。</translation>
    </message>
    <message>
        <source>It is a whole model.</source>
        <translation>它是完整模型。</translation>
    </message>
    <message>
        <source>It is not a line of Tastemaker&apos;s own export.</source>
        <translation>这不是 Tastemaker 自身导出格式的一行。</translation>
    </message>
    <message>
        <source>It is not an example that this version writes ({0}).</source>
        <translation>这不是当前版本所写的样本（{0}）。</translation>
    </message>
    <message>
        <source>It is not valid text or the number is too large ({0}). Nothing was changed.</source>
        <translation>它不是有效文本，或数值过大（{0}）。没有任何改动。</translation>
    </message>
    <message>
        <source>It is version {0}; before {1} it can damage a project. Nothing was opened.</source>
        <translation>它的版本是 {0}；低于 {1} 的版本可能损坏项目。没有打开任何内容。</translation>
    </message>
    <message>
        <source>It is {0}.</source>
        <translation>它的状态为 {0}。</translation>
    </message>
    <message>
        <source>It names the file “{0}”, which lies outside the folder {1}.</source>
        <translation>它指定的文件“{0}”位于文件夹 {1} 之外。</translation>
    </message>
    <message>
        <source>It needs a role ({0}) and a text; it has {1}.</source>
        <translation>它需要角色（{0}）和文本；现有的是 {1}。</translation>
    </message>
    <message>
        <source>It no longer gives probabilities, so nothing can be sampled from it.</source>
        <translation>它不再给出概率，因此无法从中采样。</translation>
    </message>
    <message>
        <source>It speaks of {0} {1}, which is not in the file before it.</source>
        <translation>它提到 {0} {1}，但文件中在它之前没有这一项。</translation>
    </message>
    <message>
        <source>It was not set up completely. Its data is safe.</source>
        <translation>它没有设置完整。其中的数据是安全的。</translation>
    </message>
    <message>
        <source>It was trained on a base with another tokenizer.</source>
        <translation>它是在使用另一种分词器的基座上训练的。</translation>
    </message>
    <message>
        <source>Its data has format {0}; this version reads up to {1}. Nothing in it was changed.</source>
        <translation>它的数据格式为 {0}；当前版本最高可读取 {1}。其中没有任何改动。</translation>
    </message>
    <message>
        <source>Its fields are: {0}. A prompt needs “prompt”, a demonstration “messages” or “prompt” and “completion”, a preference “chosen” and “rejected”.</source>
        <translation>它的字段有：{0}。提示词需要“prompt”，示范需要“messages”或“prompt”和“completion”，偏好需要“chosen”和“rejected”。</translation>
    </message>
    <message>
        <source>Its log is {0}.</source>
        <translation>它的日志是 {0}。</translation>
    </message>
    <message>
        <source>Its stage is “{0}”.</source>
        <translation>它的阶段是“{0}”。</translation>
    </message>
    <message>
        <source>Leave the format out to have it recognised.</source>
        <translation>请不指定格式，让程序自动识别。</translation>
    </message>
    <message>
        <source>Lower batch_size or raise environment.rollout_size.</source>
        <translation>请减小 batch_size 或增大 environment.rollout_size。</translation>
    </message>
    <message>
        <source>Lower environment.sampling.max_new_tokens or raise max_length.</source>
        <translation>请减小 environment.sampling.max_new_tokens 或增大 max_length。</translation>
    </message>
    <message>
        <source>Lower micro_batch_size, max_length or environment.rollout_size, close other programs, or choose a smaller model; then resume or start again.</source>
        <translation>请减小 micro_batch_size、max_length 或 environment.rollout_size，关闭其他程序，或选择更小的模型；然后继续运行或重新开始。</translation>
    </message>
    <message>
        <source>Lower optimizer.learning_rate (a third of it is a good try) and start again, or check the data for very long or damaged answers.</source>
        <translation>请减小 optimizer.learning_rate（可先试原值的三分之一）后重新开始，或检查数据中是否有过长或损坏的回答。</translation>
    </message>
    <message>
        <source>Make a new project and import the data there.</source>
        <translation>请新建一个项目，并把数据导入其中。</translation>
    </message>
    <message>
        <source>Make the folder writable for you, then resume the run.</source>
        <translation>请让您对该文件夹有写入权限，然后继续运行。</translation>
    </message>
    <message>
        <source>Making it ready was cancelled.</source>
        <translation>准备已取消。</translation>
    </message>
    <message>
        <source>Most of its weights are {0}. Such weights can be run but not trained.</source>
        <translation>它的大部分权重是 {0}。这样的权重可以运行，但不能训练。</translation>
    </message>
    <message>
        <source>Move the project&apos;s folder to a local disk and open it there.</source>
        <translation>请把项目文件夹移到本地磁盘，并在那里打开。</translation>
    </message>
    <message>
        <source>No prompt for training has a demonstration or a corrected answer.</source>
        <translation>没有任何训练用的提示词带有示范或修改过的回答。</translation>
    </message>
    <message>
        <source>No prompt is held out: samples through the run come from training prompts.</source>
        <translation>没有留出任何提示词：运行过程中的样例取自训练提示词。</translation>
    </message>
    <message>
        <source>No version was named.</source>
        <translation>没有指定版本。</translation>
    </message>
    <message>
        <source>None of its first lines can be read as a row.</source>
        <translation>它开头的几行都无法读作数据行。</translation>
    </message>
    <message>
        <source>None of {0} is in {1}.</source>
        <translation>{1} 中找不到以下任何文件：{0}。</translation>
    </message>
    <message>
        <source>PPO needs a reward model</source>
        <translation>PPO 需要奖励模型</translation>
    </message>
    <message>
        <source>PPO needs plain sampling</source>
        <translation>PPO 需要不加限制的采样</translation>
    </message>
    <message>
        <source>Part of the model is missing</source>
        <translation>模型缺少一部分</translation>
    </message>
    <message>
        <source>Please report it with the details.</source>
        <translation>请附上详细信息报告此问题。</translation>
    </message>
    <message>
        <source>Prepare the model again from the Models page, or put the folder back.</source>
        <translation>请在“模型”页面重新准备模型，或把文件夹放回原处。</translation>
    </message>
    <message>
        <source>Process {0} works in {1}. Nothing was changed.</source>
        <translation>进程 {0} 正在使用 {1}。没有任何改动。</translation>
    </message>
    <message>
        <source>Rate answers to more prompts.</source>
        <translation>请评判更多提示词的回答。</translation>
    </message>
    <message>
        <source>Rate some pairs in which you prefer one answer.</source>
        <translation>请评判一些您能分出优劣的成对回答。</translation>
    </message>
    <message>
        <source>Rate some pairs of different answers first.</source>
        <translation>请先评判一些内容不同的成对回答。</translation>
    </message>
    <message>
        <source>Read back, it gives other tokens than the version it was made from.</source>
        <translation>读回后，它给出的词元与原来的版本不同。</translation>
    </message>
    <message>
        <source>Rename the fields, or choose a format.</source>
        <translation>请重命名字段，或选择一种格式。</translation>
    </message>
    <message>
        <source>Rendering it failed: {0}.</source>
        <translation>渲染失败：{0}。</translation>
    </message>
    <message>
        <source>Responses may take {0} tokens of {1} (the model can take {2}).</source>
        <translation>回答最多可占 {1} 个词元中的 {0} 个（模型可容纳 {2} 个）。</translation>
    </message>
    <message>
        <source>Resume from an earlier checkpoint, or start the run again.</source>
        <translation>请从更早的检查点继续，或重新开始运行。</translation>
    </message>
    <message>
        <source>Run {0} ({1}) has not ended.</source>
        <translation>运行 {0}（{1}）尚未结束。</translation>
    </message>
    <message>
        <source>Run {0} cannot be resumed</source>
        <translation>运行 {0} 无法继续</translation>
    </message>
    <message>
        <source>Run {0} did not finish ({1})</source>
        <translation>运行 {0} 未完成（{1}）</translation>
    </message>
    <message>
        <source>Set sampling.top_p=1 and sampling.top_k=0; use the temperature instead.</source>
        <translation>请设置 sampling.top_p=1 和 sampling.top_k=0；改用温度来调节。</translation>
    </message>
    <message>
        <source>Start a new run instead.</source>
        <translation>请改为开始新的运行。</translation>
    </message>
    <message>
        <source>Start a new run with the same settings.</source>
        <translation>请用相同的设置开始新的运行。</translation>
    </message>
    <message>
        <source>Start it again when you like.</source>
        <translation>您可以随时重新开始。</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>请重新开始。</translation>
    </message>
    <message>
        <source>Start the run again from the project; its judgements are safe.</source>
        <translation>请从项目重新开始运行；其中的评判是安全的。</translation>
    </message>
    <message>
        <source>The GGUF file cannot be converted</source>
        <translation>无法转换 GGUF 文件</translation>
    </message>
    <message>
        <source>The GGUF file cannot be read</source>
        <translation>无法读取 GGUF 文件</translation>
    </message>
    <message>
        <source>The GGUF file is not the one expected</source>
        <translation>GGUF 文件与预期不符</translation>
    </message>
    <message>
        <source>The SQLite library is too old to be safe</source>
        <translation>SQLite 库版本过旧，不够安全</translation>
    </message>
    <message>
        <source>The adapter cannot be written</source>
        <translation>无法写入适配器</translation>
    </message>
    <message>
        <source>The adapter does not fit</source>
        <translation>适配器不匹配</translation>
    </message>
    <message>
        <source>The adapter is not there</source>
        <translation>找不到适配器</translation>
    </message>
    <message>
        <source>The answer does not end with a message of the assistant.</source>
        <translation>回答没有以助手的消息结尾。</translation>
    </message>
    <message>
        <source>The backup was not restored</source>
        <translation>备份未恢复</translation>
    </message>
    <message>
        <source>The checkpoint is damaged</source>
        <translation>检查点已损坏</translation>
    </message>
    <message>
        <source>The choices are auto, float32 and bfloat16.</source>
        <translation>可选值为 auto、float32 和 bfloat16。</translation>
    </message>
    <message>
        <source>The choices are auto, {0}.</source>
        <translation>可选值为 auto、{0}。</translation>
    </message>
    <message>
        <source>The database cannot be copied whole</source>
        <translation>数据库无法完整复制</translation>
    </message>
    <message>
        <source>The device ran out of memory. The last checkpoint and all judgements are safe.</source>
        <translation>设备内存不足。最近的检查点和所有评判都安全。</translation>
    </message>
    <message>
        <source>The device “{0}” cannot be used</source>
        <translation>设备“{0}”无法使用</translation>
    </message>
    <message>
        <source>The disk does not let the project be read or written</source>
        <translation>磁盘不允许读取或写入项目</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>The downloaded starter model is not the expected one</source>
        <translation>下载的入门模型与预期不符</translation>
    </message>
    <message>
        <source>The export cannot be written</source>
        <translation>无法写入导出内容</translation>
    </message>
    <message>
        <source>The export did not finish</source>
        <translation>导出未完成</translation>
    </message>
    <message>
        <source>The export needs an empty folder</source>
        <translation>导出需要一个空文件夹</translation>
    </message>
    <message>
        <source>The exported model is not the same</source>
        <translation>导出的模型与原模型不一致</translation>
    </message>
    <message>
        <source>The field “{0}” is missing.</source>
        <translation>缺少字段“{0}”。</translation>
    </message>
    <message>
        <source>The format of {0} is not known</source>
        <translation>无法识别 {0} 的格式</translation>
    </message>
    <message>
        <source>The formats that can be read are: {0}.</source>
        <translation>可读取的格式有：{0}。</translation>
    </message>
    <message>
        <source>The judgement speaks of something that is not in the project</source>
        <translation>评判涉及项目中不存在的内容</translation>
    </message>
    <message>
        <source>The judgements do not tell answers apart</source>
        <translation>评判未能区分回答的优劣</translation>
    </message>
    <message>
        <source>The layers of this model were not found</source>
        <translation>找不到这个模型的层</translation>
    </message>
    <message>
        <source>The list of weight files is damaged</source>
        <translation>权重文件列表已损坏</translation>
    </message>
    <message>
        <source>Choose a JSON, JSON lines, CSV, Parquet or text file.</source>
        <translation>请选择 JSON、JSON 行、CSV、Parquet 或文本文件。</translation>
    </message>
    <message>
        <source>A device does not answer</source>
        <translation>有一个设备没有响应</translation>
    </message>
    <message>
        <source>A device does not work</source>
        <translation>有一个设备无法工作</translation>
    </message>
    <message>
        <source>A reward rule is no regular expression</source>
        <translation>一条奖励规则不是正则表达式</translation>
    </message>
    <message>
        <source>A reward rule takes too long</source>
        <translation>一条奖励规则耗时过长</translation>
    </message>
    <message>
        <source>A score is what a reward model gives.</source>
        <translation>分数是由奖励模型给出的。</translation>
    </message>
    <message>
        <source>Add the engine for NVIDIA cards under “What computes”; a program that runs from its source needs a CUDA build of torch instead.</source>
        <translation>请在“计算设备”中添加适用于 NVIDIA 显卡的引擎；从源代码运行的程序则需要 CUDA 版的 torch。</translation>
    </message>
    <message>
        <source>All prompts to train on are the same: the policy will learn answers to it by heart.</source>
        <translation>所有用于训练的提示都相同：策略会把对它的回答背下来。</translation>
    </message>
    <message>
        <source>An engine cannot be used</source>
        <translation>有一个引擎无法使用</translation>
    </message>
    <message>
        <source>Another process of this run is gone</source>
        <translation>本次运行的另一个进程已经不在了</translation>
    </message>
    <message>
        <source>Answers need “messages” or “prompt” and “completion”, pairs “chosen” and “rejected”.{0}</source>
        <translation>回答需要“messages”，或“prompt”和“completion”；成对比较需要“chosen”和“rejected”。{0}</translation>
    </message>
    <message>
        <source>Bring its driver up to date; until then choose “cpu” as the device of a run.</source>
        <translation>请更新它的驱动；在此之前，请为运行选择设备“cpu”。</translation>
    </message>
    <message>
        <source>CUDA says: {0}</source>
        <translation>CUDA 报告：{0}</translation>
    </message>
    <message>
        <source>CUDA works, but it sees no GPU.</source>
        <translation>CUDA 可用，但没有检测到显卡。</translation>
    </message>
    <message>
        <source>Choose a folder of your own with “--data-dir”, on a disk with space.</source>
        <translation>请用“--data-dir”选择您自己的文件夹，并确保磁盘有空间。</translation>
    </message>
    <message>
        <source>Choose a folder on another disk, or free some space.</source>
        <translation>请选择另一个磁盘上的文件夹，或腾出一些空间。</translation>
    </message>
    <message>
        <source>Choose the folder in which config.json and the .safetensors files lie.</source>
        <translation>请选择包含 config.json 和 .safetensors 文件的文件夹。</translation>
    </message>
    <message>
        <source>Delete or rename this file yourself.</source>
        <translation>请自行删除或重命名该文件。</translation>
    </message>
    <message>
        <source>Download the whole model, or choose another folder.</source>
        <translation>请下载完整的模型，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Each aspect is named once, with a weight that is not negative.</source>
        <translation>每个方面只写一次，权重不能为负。</translation>
    </message>
    <message>
        <source>Engines come as files that end in .tar.gz.</source>
        <translation>引擎文件以 .tar.gz 结尾。</translation>
    </message>
    <message>
        <source>Export it as a whole model folder (hf) instead.</source>
        <translation>请改为导出整个模型文件夹（hf）。</translation>
    </message>
    <message>
        <source>Export it as a whole model folder (hf).</source>
        <translation>请将它导出为完整模型文件夹（hf）。</translation>
    </message>
    <message>
        <source>Export it to a file.</source>
        <translation>请导出到文件。</translation>
    </message>
    <message>
        <source>Export its adapter.</source>
        <translation>请导出它的适配器。</translation>
    </message>
    <message>
        <source>Export the model as a whole model folder (hf) instead.</source>
        <translation>请改为将模型导出为整个模型文件夹（hf）。</translation>
    </message>
    <message>
        <source>Export the version as a whole model folder (hf) instead.</source>
        <translation>请改为将该版本导出为整个模型文件夹（hf）。</translation>
    </message>
    <message>
        <source>Export them as JSON lines.</source>
        <translation>请以 JSON 行的形式导出。</translation>
    </message>
    <message>
        <source>Free some space and export it again into another folder.</source>
        <translation>请腾出一些空间，再导出到另一个文件夹。</translation>
    </message>
    <message>
        <source>Free some space, then import the file again.</source>
        <translation>请腾出一些空间，然后重新导入该文件。</translation>
    </message>
    <message>
        <source>Frozen weights are bfloat16, as asked (slow on this device, which has no bfloat16 arithmetic).</source>
        <translation>按您的选择，冻结的权重使用 bfloat16（此设备没有 bfloat16 运算，会很慢）。</translation>
    </message>
    <message>
        <source>Frozen weights are bfloat16, as asked.</source>
        <translation>按您的选择，冻结的权重使用 bfloat16。</translation>
    </message>
    <message>
        <source>Frozen weights are bfloat16, which this device computes fast.</source>
        <translation>冻结的权重使用 bfloat16，此设备对其计算很快。</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>请重新获取该文件。</translation>
    </message>
    <message>
        <source>Get the model as safetensors; most models have them beside the others.</source>
        <translation>请获取 safetensors 格式的模型；大多数模型都同时提供。</translation>
    </message>
    <message>
        <source>Give at least one aspect a weight above zero, or leave the setting empty.</source>
        <translation>请给至少一个方面大于零的权重，或将此设置留空。</translation>
    </message>
    <message>
        <source>Go on with the pairs that are.</source>
        <translation>请继续评判等待中的成对回答。</translation>
    </message>
    <message>
        <source>In the engine “{0}” {1} is missing or not complete ({2} of {3} files).</source>
        <translation>引擎“{0}”中的 {1} 缺失或不完整（{3} 个文件中有 {2} 个）。</translation>
    </message>
    <message>
        <source>Install it again, or choose another one in the preferences.</source>
        <translation>请重新安装它，或在首选项中选择其他引擎。</translation>
    </message>
    <message>
        <source>Install it with: pip install “tastemaker[quantised]”; or set adapter.quantise=none.</source>
        <translation>请用 pip install “tastemaker[quantised]” 安装；或设置 adapter.quantise=none。</translation>
    </message>
    <message>
        <source>Install or update NVIDIA&apos;s driver, then look again.</source>
        <translation>请安装或更新 NVIDIA 驱动，然后重新检测。</translation>
    </message>
    <message>
        <source>Install the engine again, or choose another one in the preferences.</source>
        <translation>请重新安装该引擎，或在首选项中选择其他引擎。</translation>
    </message>
    <message>
        <source>Install the engine again, or remove its folder.</source>
        <translation>请重新安装该引擎，或删除它的文件夹。</translation>
    </message>
    <message>
        <source>Install the engine for this system.</source>
        <translation>请安装适用于此系统的引擎。</translation>
    </message>
    <message>
        <source>Install the engine made for this version, or choose another one in the preferences.</source>
        <translation>请安装适用于此版本的引擎，或在首选项中选择其他引擎。</translation>
    </message>
    <message>
        <source>It ended, or cannot be reached any more. The last checkpoint is safe.</source>
        <translation>它已结束，或再也无法连接。最后一个检查点是安全的。</translation>
    </message>
    <message>
        <source>It has {0} rows. Nothing was copied.</source>
        <translation>共有 {0} 行。没有复制任何内容。</translation>
    </message>
    <message>
        <source>It needs about {0} GB, and {1} GB are free there.</source>
        <translation>大约需要 {0} GB，那里空闲 {1} GB。</translation>
    </message>
    <message>
        <source>It ranks “{0}”, which is no answer.</source>
        <translation>它对“{0}”排序，但那不是回答。</translation>
    </message>
    <message>
        <source>It speaks of an answer that is not there.</source>
        <translation>它提到了不存在的回答。</translation>
    </message>
    <message>
        <source>It speaks of an answer to another prompt.</source>
        <translation>它提到了另一个提示词的回答。</translation>
    </message>
    <message>
        <source>It starts several processes, but its variable {0} is “{1}”.</source>
        <translation>它启动多个进程，但其变量 {0} 是“{1}”。</translation>
    </message>
    <message>
        <source>It waits for you: look at its warnings, or judge its pairs with “tastemaker pairs”.</source>
        <translation>它在等您：请查看警告，或用“tastemaker pairs”评判成对回答。</translation>
    </message>
    <message>
        <source>Its Parquet data is damaged or of an unknown kind: {0}. Nothing was changed.</source>
        <translation>其 Parquet 数据已损坏或类型未知：{0}。没有任何改动。</translation>
    </message>
    <message>
        <source>Its attention is scaled by {0} where readers take {1}.</source>
        <translation>其注意力按 {0} 缩放，而读取程序采用 {1}。</translation>
    </message>
    <message>
        <source>Its kind is “{0}”; those that can are {1}.</source>
        <translation>其类型为“{0}”；可以写入的类型有 {1}。</translation>
    </message>
    <message>
        <source>Its manifest {0} cannot be read: {1}.</source>
        <translation>无法读取它的清单 {0}：{1}。</translation>
    </message>
    <message>
        <source>Its positions are scaled (“{0}”), and a reader might scale them otherwise.</source>
        <translation>其位置经过缩放（“{0}”），读取程序可能以其他方式缩放。</translation>
    </message>
    <message>
        <source>KL is {0} nats, far above its target of {1}: the policy has left the ground that the reward model knows. An answer of that kind: {2}</source>
        <translation>KL 为 {0} nats，远高于目标 {1}：策略已离开奖励模型了解的范围。这样的一个回答：{2}</translation>
    </message>
    <message>
        <source>Look at its messages, then resume the run.</source>
        <translation>请查看它的消息，然后继续该运行。</translation>
    </message>
    <message>
        <source>Look at the messages of the first process, and at firewalls between the machines.</source>
        <translation>请查看第一个进程的消息，并检查各机器之间的防火墙。</translation>
    </message>
    <message>
        <source>Models with an encoder cannot be used</source>
        <translation>不能使用带编码器的模型</translation>
    </message>
    <message>
        <source>Models without attention cannot be used</source>
        <translation>不能使用没有注意力机制的模型</translation>
    </message>
    <message>
        <source>No aspect counts</source>
        <translation>没有任何方面被计入</translation>
    </message>
    <message>
        <source>Nothing is held out: the run does not tell how it does on what it has not seen, and does not end early.</source>
        <translation>没有留出任何数据：这次运行无法说明模型在没见过的内容上表现如何，也不会提前结束。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何更改。</translation>
    </message>
    <message>
        <source>PPO learns against a reward model.</source>
        <translation>PPO 要对照奖励模型来学习。</translation>
    </message>
    <message>
        <source>Parquet needs values of one kind in each column ({0}). Nothing was written.</source>
        <translation>Parquet 要求每列的值类型一致（{0}）。没有写入任何内容。</translation>
    </message>
    <message>
        <source>Prepare the model again from the Models page.</source>
        <translation>请在“模型”页重新准备该模型。</translation>
    </message>
    <message>
        <source>Process {0} of {1} waited at {2}:{3}.</source>
        <translation>进程 {0}（共 {1} 个）在 {2}:{3} 等候。</translation>
    </message>
    <message>
        <source>Put the project in a folder that all machines share.</source>
        <translation>请把项目放在所有机器共享的文件夹里。</translation>
    </message>
    <message>
        <source>Quantised weights cannot be trained</source>
        <translation>量化的权重不能训练</translation>
    </message>
    <message>
        <source>Quantised weights need an NVIDIA GPU</source>
        <translation>量化权重需要 NVIDIA GPU</translation>
    </message>
    <message>
        <source>Read back, it cuts texts, ends answers or frames messages in another way.</source>
        <translation>重新读取后，它切分文本、结束回答或包装消息的方式不同。</translation>
    </message>
    <message>
        <source>Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker verify PROJECT --repair”.</source>
        <translation>请修复它：Tastemaker 打开该项目时会提供修复，也可以运行“tastemaker verify PROJECT --repair”。</translation>
    </message>
    <message>
        <source>Run {0} has no pair {1} of step {2} to be judged.</source>
        <translation>运行 {0} 在第 {2} 步没有第 {1} 对等待评判。</translation>
    </message>
    <message>
        <source>Run {0} has paused</source>
        <translation>运行 {0} 已暂停</translation>
    </message>
    <message>
        <source>Set adapter.quantise=none, or choose device=cuda on a machine that has one.</source>
        <translation>请设置 adapter.quantise=none，或在有 NVIDIA GPU 的机器上选择 device=cuda。</translation>
    </message>
    <message>
        <source>Set adapter.quantise=none, or train adapters with adapter.method=lora.</source>
        <translation>请设置 adapter.quantise=none，或用 adapter.method=lora 训练适配器。</translation>
    </message>
    <message>
        <source>Set adapter.quantise=none.</source>
        <translation>请设置 adapter.quantise=none。</translation>
    </message>
    <message>
        <source>Several processes cannot share this device</source>
        <translation>多个进程不能共用此设备</translation>
    </message>
    <message>
        <source>Start one process, or set device=cpu.</source>
        <translation>请只启动一个进程，或设置 device=cpu。</translation>
    </message>
    <message>
        <source>Start the computer anew, bring its graphics driver up to date, or choose the built-in engine in the preferences.</source>
        <translation>请重新启动电脑、更新显卡驱动，或在首选项中选择内置引擎。</translation>
    </message>
    <message>
        <source>Start them with: torchrun --nproc-per-node 2 -m desktop train …</source>
        <translation>请这样启动：torchrun --nproc-per-node 2 -m desktop train …</translation>
    </message>
    <message>
        <source>Start {0} processes, or set device=cpu.</source>
        <translation>请启动 {0} 个进程，或设置 device=cpu。</translation>
    </message>
    <message>
        <source>The annotations are not an object with named fields.</source>
        <translation>标注不是带有命名字段的对象。</translation>
    </message>
    <message>
        <source>The answer is empty</source>
        <translation>回答为空</translation>
    </message>
    <message>
        <source>The answer to “{0}” cannot be read.</source>
        <translation>无法读取对“{0}”的回答。</translation>
    </message>
    <message>
        <source>The best of several answers is the one that a reward model likes most.</source>
        <translation>几个回答中最好的，就是奖励模型最喜欢的那个。</translation>
    </message>
    <message>
        <source>The choice is neither 0 nor 1.</source>
        <translation>选择既不是 0 也不是 1。</translation>
    </message>
    <message>
        <source>The data folder cannot be used</source>
        <translation>无法使用该数据文件夹</translation>
    </message>
    <message>
        <source>The dry run ended without a result</source>
        <translation>试运行没有得到结果</translation>
    </message>
    <message>
        <source>The engine is damaged</source>
        <translation>该引擎已损坏</translation>
    </message>
    <message>
        <source>The engine is for another system</source>
        <translation>该引擎适用于其他系统</translation>
    </message>
    <message>
        <source>The engine is of another Tastemaker</source>
        <translation>该引擎属于另一个版本的 Tastemaker</translation>
    </message>
    <message>
        <source>The engine “{0}” has no program {1} in {2}.</source>
        <translation>引擎“{0}”在 {2} 中没有程序 {1}。</translation>
    </message>
    <message>
        <source>The engine “{0}” is for {1}; this is {2}.</source>
        <translation>引擎“{0}”适用于 {1}，而当前系统是 {2}。</translation>
    </message>
    <message>
        <source>The engine “{0}” is of Tastemaker {1} and does not understand this one.</source>
        <translation>引擎“{0}”属于 Tastemaker {1}，无法与当前版本配合工作。</translation>
    </message>
    <message>
        <source>The engine “{0}” is of Tastemaker {1} and does not understand this one. Nothing was started. Your project is safe.</source>
        <translation>引擎“{0}”属于 Tastemaker {1}，无法与当前版本配合工作。没有启动任何任务，您的项目是安全的。</translation>
    </message>
    <message>
        <source>The engine&apos;s program is missing</source>
        <translation>引擎的程序缺失</translation>
    </message>
    <message>
        <source>The export is too large for the clipboard</source>
        <translation>导出内容过大，无法放入剪贴板</translation>
    </message>
    <message>
        <source>The exported tokenizer is not the same</source>
        <translation>导出的分词器不一致</translation>
    </message>
    <message>
        <source>The field “{0}” is neither true nor false.</source>
        <translation>字段“{0}”既不是真也不是假。</translation>
    </message>
    <message>
        <source>The field “{0}” is not a number.</source>
        <translation>字段“{0}”不是数字。</translation>
    </message>
    <message>
        <source>The format has no place for its weights “{0}”.</source>
        <translation>该格式没有位置存放其权重“{0}”。</translation>
    </message>
    <message>
        <source>The format has no words for it: {0}.</source>
        <translation>该格式无法描述它：{0}。</translation>
    </message>
    <message>
        <source>The formats that can be written are: tastemaker, trl-text, {0}.</source>
        <translation>可以写入的格式有：tastemaker、trl-text、{0}。</translation>
    </message>
    <message>
        <source>The graphics card is not used</source>
        <translation>显卡没有被使用</translation>
    </message>
    <message>
        <source>The history is not a list of questions and answers.</source>
        <translation>历史记录不是问答列表。</translation>
    </message>
    <message>
        <source>The import could not be finished</source>
        <translation>无法完成导入</translation>
    </message>
    <message>
        <source>The kind of rating “{0}” is not known.</source>
        <translation>评分类型“{0}”未知。</translation>
    </message>
    <message>
        <source>The launcher says nothing useful</source>
        <translation>启动器给出的信息无法使用</translation>
    </message>
    <message>
        <source>The library for quantised weights is missing</source>
        <translation>缺少量化权重所需的库</translation>
    </message>
    <message>
        <source>The list of refused rows cannot be written</source>
        <translation>无法写入被拒绝行的列表</translation>
    </message>
    <message>
        <source>The manifest {0} in {1} makes no sense: {2}.</source>
        <translation>{1} 中的清单 {0} 无法理解：{2}。</translation>
    </message>
    <message>
        <source>The memory is not enough</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The memory ran out. The run goes on with {0} at once instead of {1}: slower, with the same result.</source>
        <translation>内存不足。运行将以每次 {0} 条（原为 {1} 条）继续：更慢，结果相同。</translation>
    </message>
    <message>
        <source>The minibatch is larger than the rollout</source>
        <translation>小批大于每次采样数</translation>
    </message>
    <message>
        <source>The model cannot be read</source>
        <translation>无法读取模型</translation>
    </message>
    <message>
        <source>The model card cannot be written</source>
        <translation>无法写入模型卡</translation>
    </message>
    <message>
        <source>The model could not be downloaded</source>
        <translation>无法下载模型</translation>
    </message>
    <message>
        <source>The model does not say its sizes</source>
        <translation>模型没有说明其尺寸</translation>
    </message>
    <message>
        <source>The model has no chat template</source>
        <translation>模型没有对话模板</translation>
    </message>
    <message>
        <source>The model has no tokenizer</source>
        <translation>模型没有分词器</translation>
    </message>
    <message>
        <source>The model has no weights</source>
        <translation>模型没有权重</translation>
    </message>
    <message>
        <source>The model is damaged or only half there</source>
        <translation>模型已损坏或不完整</translation>
    </message>
    <message>
        <source>The model is not ready</source>
        <translation>模型尚未就绪</translation>
    </message>
    <message>
        <source>The model is not there</source>
        <translation>找不到模型</translation>
    </message>
    <message>
        <source>The model would have to be downloaded</source>
        <translation>这个模型需要下载</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be used</source>
        <translation>模型的对话模板无法使用</translation>
    </message>
    <message>
        <source>The model&apos;s configuration does not fit its weights</source>
        <translation>模型的配置与权重不符</translation>
    </message>
    <message>
        <source>The model&apos;s configuration is incomplete</source>
        <translation>模型的配置不完整</translation>
    </message>
    <message>
        <source>The model&apos;s configuration makes no sense</source>
        <translation>模型的配置不合理</translation>
    </message>
    <message>
        <source>The model&apos;s files are not there</source>
        <translation>找不到模型的文件</translation>
    </message>
    <message>
        <source>The model&apos;s files cannot be read</source>
        <translation>无法读取模型的文件</translation>
    </message>
    <message>
        <source>The model&apos;s numbers have diverged</source>
        <translation>模型的数值已发散</translation>
    </message>
    <message>
        <source>The name is empty. Nothing was changed.</source>
        <translation>名称为空。没有任何改动。</translation>
    </message>
    <message>
        <source>The preference is not between 1 and 2.</source>
        <translation>偏好值不在 1 和 2 之间。</translation>
    </message>
    <message>
        <source>The processes do not see the same run</source>
        <translation>各进程看到的不是同一个运行</translation>
    </message>
    <message>
        <source>The processes of this run did not meet</source>
        <translation>本次运行的各进程未能会合</translation>
    </message>
    <message>
        <source>The project cannot be written to</source>
        <translation>无法写入项目</translation>
    </message>
    <message>
        <source>The project could not be changed</source>
        <translation>无法更改该项目</translation>
    </message>
    <message>
        <source>The project does not know it.</source>
        <translation>项目中没有这一项。</translation>
    </message>
    <message>
        <source>The project has no base model</source>
        <translation>项目没有基座模型</translation>
    </message>
    <message>
        <source>The project has no judgement of that number. Nothing was changed.</source>
        <translation>项目中没有该编号的评判。没有任何改动。</translation>
    </message>
    <message>
        <source>The project has no prompt of that number. Nothing was changed.</source>
        <translation>项目中没有该编号的提示词。没有任何改动。</translation>
    </message>
    <message>
        <source>The project has no prompts in use.</source>
        <translation>项目中没有正在使用的提示词。</translation>
    </message>
    <message>
        <source>The project has no response of that number. Nothing was changed.</source>
        <translation>项目中没有该编号的回答。没有任何改动。</translation>
    </message>
    <message>
        <source>The project has no run of that number. Nothing was changed.</source>
        <translation>项目中没有该编号的运行。没有任何改动。</translation>
    </message>
    <message>
        <source>The project has no version of that number. Nothing was changed.</source>
        <translation>项目中没有该编号的版本。没有任何改动。</translation>
    </message>
    <message>
        <source>The project is busy</source>
        <translation>项目正忙</translation>
    </message>
    <message>
        <source>The project&apos;s database cannot be opened safely</source>
        <translation>无法安全打开项目的数据库</translation>
    </message>
    <message>
        <source>The project&apos;s database is damaged</source>
        <translation>项目的数据库已损坏</translation>
    </message>
    <message>
        <source>The project&apos;s database is missing</source>
        <translation>项目的数据库不见了</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be made</source>
        <translation>无法创建项目文件夹</translation>
    </message>
    <message>
        <source>The project&apos;s folder cannot be written to</source>
        <translation>无法写入项目文件夹</translation>
    </message>
    <message>
        <source>The project&apos;s versions are listed on the Models page and by “tastemaker status”.</source>
        <translation>项目的版本列在“模型”页面上，也可用“tastemaker status”查看。</translation>
    </message>
    <message>
        <source>The rated message is not in the chat.</source>
        <translation>被评价的消息不在聊天中。</translation>
    </message>
    <message>
        <source>The rating {0} is not between {1} and {2}.</source>
        <translation>评分 {0} 不在 {1} 和 {2} 之间。</translation>
    </message>
    <message>
        <source>The report cannot be saved</source>
        <translation>无法保存报告</translation>
    </message>
    <message>
        <source>The reward model and the policy do not fit together</source>
        <translation>奖励模型与策略不匹配</translation>
    </message>
    <message>
        <source>The reward model gives no rewards</source>
        <translation>奖励模型没有给出奖励</translation>
    </message>
    <message>
        <source>The reward model is damaged</source>
        <translation>奖励模型已损坏</translation>
    </message>
    <message>
        <source>The reward model is incomplete</source>
        <translation>奖励模型不完整</translation>
    </message>
    <message>
        <source>The reward model reads other tokens than the policy</source>
        <translation>奖励模型读取的词元与策略不同</translation>
    </message>
    <message>
        <source>The reward model&apos;s files are missing or damaged</source>
        <translation>奖励模型的文件缺失或已损坏</translation>
    </message>
    <message>
        <source>The reward on held-out prompts falls: {0}, {1} at its best. The policy learns its prompts by heart. An answer of that kind: {2}</source>
        <translation>留出提示上的奖励下降：现在 {0}，最好时 {1}。策略在死记提示。这样的一个回答：{2}</translation>
    </message>
    <message>
        <source>The reward rises while answers grow: {0} tokens, {1} at the start. An answer of that kind: {2}</source>
        <translation>奖励上升，但回答变长：现在 {0} 个词元，开始时 {1}。这样的一个回答：{2}</translation>
    </message>
    <message>
        <source>The reward rises while answers repeat themselves: {0} of them, {1} at the start. An answer of that kind: {2}</source>
        <translation>奖励上升，但回答在自我重复：现在 {0}，开始时 {1}。这样的一个回答：{2}</translation>
    </message>
    <message>
        <source>The rules could not be tried</source>
        <translation>无法试用这些规则</translation>
    </message>
    <message>
        <source>The run cannot start yet</source>
        <translation>运行还不能开始</translation>
    </message>
    <message>
        <source>The run names none.</source>
        <translation>这次运行没有指定奖励模型。</translation>
    </message>
    <message>
        <source>The run&apos;s files are missing or damaged</source>
        <translation>运行的文件缺失或已损坏</translation>
    </message>
    <message>
        <source>The run&apos;s files cannot be written</source>
        <translation>无法写入运行的文件</translation>
    </message>
    <message>
        <source>The second reward model, which the policy does not learn from, likes its answers less: {0}, {1} at its best. An answer of that kind: {2}</source>
        <translation>策略未曾学习的第二个奖励模型更不喜欢它的回答：现在 {0}，最好时 {1}。这样的一个回答：{2}</translation>
    </message>
    <message>
        <source>The settings cannot be reset</source>
        <translation>无法重置设置</translation>
    </message>
    <message>
        <source>The settings here are: {0}.</source>
        <translation>这里的设置有：{0}。</translation>
    </message>
    <message>
        <source>The simulated judges are: {0}.</source>
        <translation>模拟评判者有：{0}。</translation>
    </message>
    <message>
        <source>The starter model could not be downloaded</source>
        <translation>无法下载入门模型</translation>
    </message>
    <message>
        <source>The starter model could not be stored</source>
        <translation>无法存储入门模型</translation>
    </message>
    <message>
        <source>The system message is not a text.</source>
        <translation>系统消息不是文本。</translation>
    </message>
    <message>
        <source>The system refused access to {0}. All that was saved before is safe.</source>
        <translation>系统拒绝访问 {0}。此前保存的内容都安全。</translation>
    </message>
    <message>
        <source>The system refused it ({0}). Your project is safe.</source>
        <translation>系统拒绝了请求（{0}）。您的项目是安全的。</translation>
    </message>
    <message>
        <source>The system refused to start a process ({0}).</source>
        <translation>系统拒绝启动进程（{0}）。</translation>
    </message>
    <message>
        <source>The texts are empty, too short to have a next token, or held out.</source>
        <translation>文本为空、过短而没有下一个词元，或已留出。</translation>
    </message>
    <message>
        <source>The tokenizer does not fit the model</source>
        <translation>分词器与模型不匹配</translation>
    </message>
    <message>
        <source>The tokenizer of the GGUF file is not converted faithfully</source>
        <translation>GGUF 文件的分词器未能如实转换</translation>
    </message>
    <message>
        <source>The training diverged</source>
        <translation>训练已发散</translation>
    </message>
    <message>
        <source>The transcript does not begin with “Human:”.</source>
        <translation>对话记录没有以“Human:”开头。</translation>
    </message>
    <message>
        <source>The two conversations differ in more than the last answer.</source>
        <translation>两段对话的差别不只在最后一个回答。</translation>
    </message>
    <message>
        <source>The two transcripts differ in more than the last answer.</source>
        <translation>两段对话记录的差别不只在最后一个回答。</translation>
    </message>
    <message>
        <source>The two transcripts have no prompt in common.</source>
        <translation>两段对话记录没有共同的提示词。</translation>
    </message>
    <message>
        <source>The worker could not be started</source>
        <translation>无法启动工作进程</translation>
    </message>
    <message>
        <source>The worker ended early.</source>
        <translation>工作进程提前结束。</translation>
    </message>
    <message>
        <source>The worker is gone</source>
        <translation>工作进程已不存在</translation>
    </message>
    <message>
        <source>The worker met an error it does not know</source>
        <translation>工作进程遇到未知错误</translation>
    </message>
    <message>
        <source>The worker was stopped before its steps were done.</source>
        <translation>工作进程在两步做完之前就被停止了。</translation>
    </message>
    <message>
        <source>The {0} cannot be loaded</source>
        <translation>无法加载 {0}</translation>
    </message>
    <message>
        <source>There are more processes than GPUs</source>
        <translation>进程比 GPU 多</translation>
    </message>
    <message>
        <source>There are no comparisons, rankings or scores among the judgements.</source>
        <translation>评判中没有比较、排序或评分。</translation>
    </message>
    <message>
        <source>There are no completions.</source>
        <translation>没有回答。</translation>
    </message>
    <message>
        <source>There are no prompts to sample from</source>
        <translation>没有可供采样的提示词</translation>
    </message>
    <message>
        <source>There is neither a post nor an article.</source>
        <translation>既没有帖子也没有文章。</translation>
    </message>
    <message>
        <source>There is neither a thumb up nor a thumb down.</source>
        <translation>既没有点赞也没有点踩。</translation>
    </message>
    <message>
        <source>There is neither {0} nor {1} in {2}.</source>
        <translation>{2} 中既没有 {0} 也没有 {1}。</translation>
    </message>
    <message>
        <source>There is neither “messages” nor “prompt” and “completion”.</source>
        <translation>既没有“messages”，也没有“prompt”和“completion”。</translation>
    </message>
    <message>
        <source>There is no chat in the field “snapshot”.</source>
        <translation>字段“snapshot”中没有聊天。</translation>
    </message>
    <message>
        <source>There is no config.json in {0}.</source>
        <translation>{0} 中没有 config.json。</translation>
    </message>
    <message>
        <source>There is no device “{0}”</source>
        <translation>没有设备“{0}”</translation>
    </message>
    <message>
        <source>There is no export format “{0}”</source>
        <translation>没有导出格式“{0}”</translation>
    </message>
    <message>
        <source>There is no field “chosen” or no field “rejected”.</source>
        <translation>没有字段“chosen”或没有字段“rejected”。</translation>
    </message>
    <message>
        <source>There is no field “prompt” or no field “completion”.</source>
        <translation>缺少字段“prompt”或字段“completion”。</translation>
    </message>
    <message>
        <source>There is no field “prompt”.</source>
        <translation>没有字段“prompt”。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation>没有文件夹 {0}。</translation>
    </message>
    <message>
        <source>There is no format “{0}”</source>
        <translation>没有格式“{0}”</translation>
    </message>
    <message>
        <source>There is no judge “{0}”</source>
        <translation>没有评判者“{0}”</translation>
    </message>
    <message>
        <source>There is no judgement {0}</source>
        <translation>没有评判 {0}</translation>
    </message>
    <message>
        <source>There is no model to answer</source>
        <translation>没有可用来回答的模型</translation>
    </message>
    <message>
        <source>There is no model version {0}</source>
        <translation>没有模型版本 {0}</translation>
    </message>
    <message>
        <source>There is no object in the field “data”.</source>
        <translation>字段“data”中没有对象。</translation>
    </message>
    <message>
        <source>There is no object in the field “info”.</source>
        <translation>字段“info”中没有对象。</translation>
    </message>
    <message>
        <source>There is no output.</source>
        <translation>没有输出。</translation>
    </message>
    <message>
        <source>There is no pair to judge</source>
        <translation>没有可评判的成对回答</translation>
    </message>
    <message>
        <source>There is no precision “{0}”</source>
        <translation>没有精度“{0}”</translation>
    </message>
    <message>
        <source>There is no prompt among the fields.</source>
        <translation>字段中没有提示词。</translation>
    </message>
    <message>
        <source>There is no prompt in the field “data”.</source>
        <translation>字段“data”中没有提示词。</translation>
    </message>
    <message>
        <source>There is no prompt {0}</source>
        <translation>没有提示词 {0}</translation>
    </message>
    <message>
        <source>There is no response {0}</source>
        <translation>没有回答 {0}</translation>
    </message>
    <message>
        <source>There is no reward head in {0}.</source>
        <translation>{0} 中没有奖励头。</translation>
    </message>
    <message>
        <source>There is no reward model yet</source>
        <translation>还没有奖励模型</translation>
    </message>
    <message>
        <source>There is no room for a prompt</source>
        <translation>没有留给提示词的空间</translation>
    </message>
    <message>
        <source>There is no run {0}</source>
        <translation>没有运行 {0}</translation>
    </message>
    <message>
        <source>There is no setting “{0}”</source>
        <translation>没有设置“{0}”</translation>
    </message>
    <message>
        <source>There is no such backup</source>
        <translation>没有这个备份</translation>
    </message>
    <message>
        <source>There is no such engine</source>
        <translation>没有这个引擎</translation>
    </message>
    <message>
        <source>There is no such model</source>
        <translation>没有这个模型</translation>
    </message>
    <message>
        <source>There is no such project</source>
        <translation>没有这个项目</translation>
    </message>
    <message>
        <source>There is no text in the field “text”.</source>
        <translation>字段“text”中没有文本。</translation>
    </message>
    <message>
        <source>There is no text in the field “{0}”.</source>
        <translation>字段“{0}”中没有文本。</translation>
    </message>
    <message>
        <source>There is no text to learn from</source>
        <translation>没有可供学习的文本</translation>
    </message>
    <message>
        <source>There is no {0} in {1}.</source>
        <translation>{1} 中没有 {0}。</translation>
    </message>
    <message>
        <source>There is no {0} with {1} in {2}.</source>
        <translation>{2} 中没有 {0} 及 {1}。</translation>
    </message>
    <message>
        <source>There is not enough space for the export</source>
        <translation>空间不足，无法导出</translation>
    </message>
    <message>
        <source>There is nothing to choose from</source>
        <translation>没有可选的回答</translation>
    </message>
    <message>
        <source>There is nothing to generate</source>
        <translation>没有需要生成的内容</translation>
    </message>
    <message>
        <source>There is nothing to generate for</source>
        <translation>没有可供生成回答的提示词</translation>
    </message>
    <message>
        <source>There is nothing to imitate</source>
        <translation>没有可供模仿的内容</translation>
    </message>
    <message>
        <source>There is nothing to learn from</source>
        <translation>没有可供学习的数据</translation>
    </message>
    <message>
        <source>There must be two answers to compare.</source>
        <translation>必须有两个回答才能比较。</translation>
    </message>
    <message>
        <source>There must be two conversations.</source>
        <translation>必须有两段对话。</translation>
    </message>
    <message>
        <source>There must be two summaries.</source>
        <translation>必须有两个摘要。</translation>
    </message>
    <message>
        <source>These rows have no common columns</source>
        <translation>这些行没有共同的列</translation>
    </message>
    <message>
        <source>These scores cannot be asked for</source>
        <translation>无法采用这些评分项</translation>
    </message>
    <message>
        <source>They can compute on CPUs or on NVIDIA GPUs, not on {0}.</source>
        <translation>它们可以在 CPU 或 NVIDIA GPU 上计算，不能在 {0} 上计算。</translation>
    </message>
    <message>
        <source>They would go on from the steps {0}: the folder {1} is not the same for all of them.</source>
        <translation>它们会从不同的步 {0} 继续：文件夹 {1} 对它们并不相同。</translation>
    </message>
    <message>
        <source>This build of torch has no CUDA.</source>
        <translation>这个 torch 构建不支持 CUDA。</translation>
    </message>
    <message>
        <source>This computer has a graphics card ({0}), but the engine “{1}” cannot reach it, so everything runs on the processor.</source>
        <translation>这台电脑有显卡（{0}），但引擎“{1}”无法使用它，因此一切都在处理器上运行。</translation>
    </message>
    <message>
        <source>This computer has a graphics card ({0}), but the engine “{1}” computes on the processor only.</source>
        <translation>这台电脑有显卡（{0}），但引擎“{1}”只在处理器上计算。</translation>
    </message>
    <message>
        <source>This could not be saved in {0}. All that was saved before is safe.</source>
        <translation>无法保存到 {0}。此前保存的内容都安全。</translation>
    </message>
    <message>
        <source>This engine cannot be removed</source>
        <translation>无法删除这个引擎</translation>
    </message>
    <message>
        <source>This export has version {0}; known is {1}.</source>
        <translation>这个导出文件的版本是 {0}；已知版本是 {1}。</translation>
    </message>
    <message>
        <source>This file is no engine</source>
        <translation>这个文件不是引擎</translation>
    </message>
    <message>
        <source>This file system refuses a write-ahead log (it offers “{0}”).</source>
        <translation>这个文件系统不支持预写日志（它提供的是“{0}”）。</translation>
    </message>
    <message>
        <source>This folder holds no model</source>
        <translation>该文件夹中没有模型</translation>
    </message>
    <message>
        <source>This folder holds no weights</source>
        <translation>该文件夹中没有权重</translation>
    </message>
    <message>
        <source>This folder is not a model</source>
        <translation>这个文件夹不是模型</translation>
    </message>
    <message>
        <source>This folder is not a project</source>
        <translation>这个文件夹不是项目</translation>
    </message>
    <message>
        <source>This is no training run</source>
        <translation>这不是训练运行</translation>
    </message>
    <message>
        <source>This is not a GGUF file</source>
        <translation>这不是 GGUF 文件</translation>
    </message>
    <message>
        <source>This is not a project of Tastemaker</source>
        <translation>这不是 Tastemaker 的项目</translation>
    </message>
    <message>
        <source>This kind of model cannot be written as GGUF here</source>
        <translation>此类模型无法在此写为 GGUF</translation>
    </message>
    <message>
        <source>This kind of model is not known</source>
        <translation>无法识别这种类型的模型</translation>
    </message>
    <message>
        <source>This model cannot be computed in two parts, so its frozen layers are computed again in every epoch: training takes longer.</source>
        <translation>这个模型无法分成两部分计算，因此每一轮都要重新计算被冻结的层：训练会更慢。</translation>
    </message>
    <message>
        <source>This model cannot be quantised</source>
        <translation>此模型不能量化</translation>
    </message>
    <message>
        <source>This model cannot be trained here</source>
        <translation>这个模型不能在此训练</translation>
    </message>
    <message>
        <source>This model cannot be written as GGUF here</source>
        <translation>该模型无法在此写为 GGUF</translation>
    </message>
    <message>
        <source>This model does not write text</source>
        <translation>这个模型不能书写文本</translation>
    </message>
    <message>
        <source>This model folder was refused</source>
        <translation>这个模型文件夹被拒绝</translation>
    </message>
    <message>
        <source>This model is quantised</source>
        <translation>这个模型是量化的</translation>
    </message>
    <message>
        <source>This model is stored as pickles</source>
        <translation>该模型以 pickle 格式存储</translation>
    </message>
    <message>
        <source>This pair is not waiting</source>
        <translation>这一对不在等待评判</translation>
    </message>
    <message>
        <source>This project is already open</source>
        <translation>这个项目已经打开</translation>
    </message>
    <message>
        <source>This project was made by a newer version of Tastemaker</source>
        <translation>这个项目由更新版本的 Tastemaker 创建</translation>
    </message>
    <message>
        <source>This prompt cannot be used</source>
        <translation>这个提示词不能使用</translation>
    </message>
    <message>
        <source>This tokenizer cannot be written as GGUF</source>
        <translation>该分词器无法写为 GGUF</translation>
    </message>
    <message>
        <source>This version gives no rewards</source>
        <translation>这个版本不给出奖励</translation>
    </message>
    <message>
        <source>Train a reward model first.</source>
        <translation>请先训练奖励模型。</translation>
    </message>
    <message>
        <source>Train a reward model from your judgements first.</source>
        <translation>请先用您的评判训练奖励模型。</translation>
    </message>
    <message>
        <source>Train a reward model on the policy&apos;s base.</source>
        <translation>请在该策略的基座上训练奖励模型。</translation>
    </message>
    <message>
        <source>Train a reward model on the policy&apos;s own base.</source>
        <translation>请在该策略自己的基座上训练奖励模型。</translation>
    </message>
    <message>
        <source>Train the reward model again.</source>
        <translation>请重新训练奖励模型。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Try again; if it happens once more, the package index gives a changed file.</source>
        <translation>请重试；如果再次发生，说明软件包索引提供的文件已被更改。</translation>
    </message>
    <message>
        <source>Try again; nothing was changed.</source>
        <translation>请重试；没有任何更改。</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>Update Tastemaker and open the project again.</source>
        <translation>请更新 Tastemaker，然后重新打开项目。</translation>
    </message>
    <message>
        <source>Use a decoder language model such as Llama, Qwen, Gemma, Mistral or SmolLM.</source>
        <translation>请使用解码器语言模型，例如 Llama、Qwen、Gemma、Mistral 或 SmolLM。</translation>
    </message>
    <message>
        <source>Use a model from a source you trust, with safetensors weights.</source>
        <translation>请使用来源可信、带有 safetensors 权重的模型。</translation>
    </message>
    <message>
        <source>Use a model from a source you trust.</source>
        <translation>请使用来源可信的模型。</translation>
    </message>
    <message>
        <source>Use a model of a kind that transformers knows without extra code.</source>
        <translation>请使用 transformers 无需额外代码就能识别的模型类型。</translation>
    </message>
    <message>
        <source>Use a model with a sound chat template, or the original model this one was made from.</source>
        <translation>请使用对话模板完好的模型，或这个模型所源自的原始模型。</translation>
    </message>
    <message>
        <source>Use a model with safetensors weights only; if you trust this one, move that file elsewhere.</source>
        <translation>请使用只含 safetensors 权重的模型；如果您信任这个模型，请把那个文件移到别处。</translation>
    </message>
    <message>
        <source>Use the model&apos;s original folder.</source>
        <translation>请使用模型的原始文件夹。</translation>
    </message>
    <message>
        <source>Use the original model with 16- or 32-bit weights.</source>
        <translation>请使用 16 位或 32 位权重的原始模型。</translation>
    </message>
    <message>
        <source>Using the Apple GPU (Metal).</source>
        <translation>正在使用 Apple 显卡（Metal）。</translation>
    </message>
    <message>
        <source>Using the CPU: no GPU that torch can use was found.</source>
        <translation>正在使用处理器（CPU）：没有找到 torch 可用的显卡。</translation>
    </message>
    <message>
        <source>Using the GPU {0}.</source>
        <translation>正在使用显卡 {0}。</translation>
    </message>
    <message>
        <source>Using {0}, as asked.</source>
        <translation>按您的选择使用 {0}。</translation>
    </message>
    <message>
        <source>Versions are named by their numbers, with commas between them.</source>
        <translation>版本用编号表示，以逗号分隔。</translation>
    </message>
    <message>
        <source>Wait for it, or stop it first.</source>
        <translation>请等它结束，或先停止它。</translation>
    </message>
    <message>
        <source>Weights are float32, as asked.</source>
        <translation>按您的选择，权重使用 float32。</translation>
    </message>
    <message>
        <source>Weights are float32: this device has no fast bfloat16.</source>
        <translation>权重使用 float32：此设备没有快速的 bfloat16。</translation>
    </message>
    <message>
        <source>What is learnt is measured on prompts that it was not learnt from: two at least.</source>
        <translation>学到的内容要在未用于学习的提示上衡量：至少需要两个提示。</translation>
    </message>
    <message>
        <source>With top-p or top-k the sampled distribution is not the policy&apos;s, and the measured KL becomes wrong, even negative.</source>
        <translation>使用 top-p 或 top-k 时，采样的分布不是策略本身的分布，测得的 KL 会出错，甚至为负。</translation>
    </message>
    <message>
        <source>Without a field “prompt” both answers must be lists of messages.</source>
        <translation>没有字段“prompt”时，两个回答都必须是消息列表。</translation>
    </message>
    <message>
        <source>Write an answer, or take it back.</source>
        <translation>请写一个回答，或撤回它。</translation>
    </message>
    <message>
        <source>Write for example versions=1,4; status lists the numbers.</source>
        <translation>例如写 versions=1,4；status 会列出编号。</translation>
    </message>
    <message>
        <source>Write for example: 0.5 regex ^Dear; or: 1 json {{&quot;title&quot;: &quot;text&quot;}}.</source>
        <translation>例如可写：0.5 regex ^Dear；或：1 json {{&quot;title&quot;: &quot;text&quot;}}。</translation>
    </message>
    <message>
        <source>Write it in another way and begin a new run.</source>
        <translation>请换一种写法，并开始新的运行。</translation>
    </message>
    <message>
        <source>Write it without repetitions inside repetitions and begin a new run; the Train page tells which rules are too slow.</source>
        <translation>请写成不含嵌套重复的形式，并开始新的运行；训练页面会指出哪些规则太慢。</translation>
    </message>
    <message>
        <source>Write or correct some answers first.</source>
        <translation>请先写一些回答，或修改一些回答。</translation>
    </message>
    <message>
        <source>Write them as “overall=1, tone=0.5”.</source>
        <translation>请写成 “overall=1, tone=0.5”。</translation>
    </message>
    <message>
        <source>adapter.method=full trains all weights, adapter.quantise rounds them.</source>
        <translation>adapter.method=full 会训练全部权重，而 adapter.quantise 会对它们取整。</translation>
    </message>
    <message>
        <source>adapter.quantise={0} is set, and this run computes on {1}.</source>
        <translation>已设置 adapter.quantise={0}，而本次运行在 {1} 上计算。</translation>
    </message>
    <message>
        <source>bitsandbytes cannot be loaded ({0}).</source>
        <translation>无法加载 bitsandbytes（{0}）。</translation>
    </message>
    <message>
        <source>config.json describes at least {0} parameters, the weights hold {1}.</source>
        <translation>config.json 描述了至少 {0} 个参数，而权重含有 {1} 个。</translation>
    </message>
    <message>
        <source>config.json does not say {0}.</source>
        <translation>config.json 没有说明 {0}。</translation>
    </message>
    <message>
        <source>config.json in {0} describes a {1}, which carries a state from word to word. Adapters and shared prompts are made for attention here.</source>
        <translation>{0} 中的 config.json 描述的是 {1}，它逐词传递一个状态。这里的适配器与共享提示是为注意力机制设计的。</translation>
    </message>
    <message>
        <source>config.json in {0} describes a {1}: it reads with one half and writes with the other. Policy, value and reward share one decoder here.</source>
        <translation>{0} 中的 config.json 描述的是 {1}：它用一半读取，用另一半书写。这里策略、价值与奖励共用一个解码器。</translation>
    </message>
    <message>
        <source>config.json in {0} describes {1}, not a decoder language model.</source>
        <translation>{0} 中的 config.json 描述的是 {1}，而不是解码器语言模型。</translation>
    </message>
    <message>
        <source>config.json in {0} says model_type {1}, which transformers cannot load as a language model.</source>
        <translation>{0} 中的 config.json 给出的 model_type 为 {1}，transformers 无法把它加载为语言模型。</translation>
    </message>
    <message>
        <source>config.json says {0} = {1}; it must be a whole number from 1 to {2}.</source>
        <translation>config.json 给出 {0} = {1}；它必须是 1 到 {2} 的整数。</translation>
    </message>
    <message>
        <source>protocol of the window: {0}, of the manifest: {1}</source>
        <translation>窗口的协议：{0}，清单的协议：{1}</translation>
    </message>
    <message>
        <source>torch found no such GPU, or its driver does not work.</source>
        <translation>torch 找不到这样的 GPU，或其驱动程序无法工作。</translation>
    </message>
    <message>
        <source>{0} Nothing was changed.</source>
        <translation>{0} 没有任何改动。</translation>
    </message>
    <message>
        <source>{0} already holds something; nothing in it was changed.</source>
        <translation>{0} 已有内容；其中没有任何改动。</translation>
    </message>
    <message>
        <source>{0} answers are longer than max_length={1} (or than the model can take) and lose their end. Raise max_length to learn them whole.</source>
        <translation>{0} 个回答比 max_length={1}（或模型所能接受的长度）更长，末尾会被截去。提高 max_length 可完整学习它们。</translation>
    </message>
    <message>
        <source>{0} answers were asked for.</source>
        <translation>要求了 {0} 个回答。</translation>
    </message>
    <message>
        <source>{0} asks for program code of the model&apos;s own (auto_map); such code is never run.</source>
        <translation>{0} 要求运行模型自带的程序代码（auto_map）；这样的代码从不运行。</translation>
    </message>
    <message>
        <source>{0} became infinite or not a number, so the model would be lost. The last checkpoint is still good.</source>
        <translation>{0} 变为无穷大或非数值，继续下去会毁掉模型。最近的检查点仍然完好。</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>无法读取 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}). Your judgements are safe.</source>
        <translation>无法读取 {0}（{1}）。您的评判都安全。</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
    <message>
        <source>{0} cannot be unpacked: {1}. Nothing was installed.</source>
        <translation>无法解压 {0}：{1}。没有安装任何内容。</translation>
    </message>
    <message>
        <source>{0} does not begin as one does.</source>
        <translation>{0} 的开头不符合该格式。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} does not hold the file with SHA-256 {1}. It was not used.</source>
        <translation>{0} 中没有 SHA-256 为 {1} 的文件。未使用它。</translation>
    </message>
    <message>
        <source>{0} does not hold what {1} says.</source>
        <translation>{0} 的内容与 {1} 所述不符。</translation>
    </message>
    <message>
        <source>{0} does not keep its decoder apart from its head.</source>
        <translation>{0} 没有把解码器与输出头分开。</translation>
    </message>
    <message>
        <source>{0} ends texts with {1}, not {2}.</source>
        <translation>{0} 用 {1} 而不是 {2} 结束文本。</translation>
    </message>
    <message>
        <source>{0} exists and is not overwritten.</source>
        <translation>{0} 已存在，不会被覆盖。</translation>
    </message>
    <message>
        <source>{0} has a config.json, but no .safetensors file.</source>
        <translation>{0} 中有 config.json，但没有 .safetensors 文件。</translation>
    </message>
    <message>
        <source>{0} has no .safetensors file, and files of the other kind can run code.</source>
        <translation>{0} 中没有 .safetensors 文件，而其他格式的文件可能运行代码。</translation>
    </message>
    <message>
        <source>{0} has no config.json.</source>
        <translation>{0} 中没有 config.json。</translation>
    </message>
    <message>
        <source>{0} has no list of {1} layers.</source>
        <translation>{0} 没有包含 {1} 层的列表。</translation>
    </message>
    <message>
        <source>{0} has no weight_map.</source>
        <translation>{0} 没有 weight_map。</translation>
    </message>
    <message>
        <source>{0} has no {1} and no journal of one; nothing in it was changed.</source>
        <translation>{0} 中既没有 {1}，也没有它的日志；其中没有任何改动。</translation>
    </message>
    <message>
        <source>{0} has no {1}, but a journal of all that was in it.</source>
        <translation>{0} 中没有 {1}，但有一份记录了其全部内容的日志。</translation>
    </message>
    <message>
        <source>{0} has no {1}; nothing in it was changed.</source>
        <translation>{0} 中没有 {1}；其中没有任何改动。</translation>
    </message>
    <message>
        <source>{0} has nothing to import</source>
        <translation>{0} 没有可导入的内容</translation>
    </message>
    <message>
        <source>{0} has products of the kind {1}.</source>
        <translation>{0} 含有 {1} 类型的乘积运算。</translation>
    </message>
    <message>
        <source>{0} holds more than {1} files.</source>
        <translation>{0} 中的文件超过 {1} 个。</translation>
    </message>
    <message>
        <source>{0} holds no folder with an {1}. Nothing was installed.</source>
        <translation>{0} 中没有含 {1} 的文件夹。没有安装任何内容。</translation>
    </message>
    <message>
        <source>{0} holds no tensors.</source>
        <translation>{0} 不含任何张量。</translation>
    </message>
    <message>
        <source>{0} holds nothing to score</source>
        <translation>{0} 没有可打分的内容</translation>
    </message>
    <message>
        <source>{0} holds quantised weights, which can be run but not trained.</source>
        <translation>{0} 含有量化的权重，可以运行，但不能训练。</translation>
    </message>
    <message>
        <source>{0} is a link that leaves the folder.</source>
        <translation>{0} 是指向文件夹之外的链接。</translation>
    </message>
    <message>
        <source>{0} is another program&apos;s database. Nothing in it was changed.</source>
        <translation>{0} 是另一个程序的数据库。其中没有任何改动。</translation>
    </message>
    <message>
        <source>{0} is damaged ({1}). It was not changed, and no copy was kept.</source>
        <translation>{0} 已损坏（{1}）。它没有被改动，也没有保留副本。</translation>
    </message>
    <message>
        <source>{0} is damaged, cut off, or of a kind that is not supported ({1}).</source>
        <translation>{0} 已损坏、被截断，或属于不支持的类型（{1}）。</translation>
    </message>
    <message>
        <source>{0} is empty, but there is a journal of what was in it.</source>
        <translation>{0} 是空的，但有一份记录了其内容的日志。</translation>
    </message>
    <message>
        <source>{0} is larger than any such file ({1} MB).</source>
        <translation>{0} 超过了这类文件的大小上限（{1} MB）。</translation>
    </message>
    <message>
        <source>{0} is missing.</source>
        <translation>缺少 {0}。</translation>
    </message>
    <message>
        <source>{0} is not a JSON object.</source>
        <translation>{0} 不是 JSON 对象。</translation>
    </message>
    <message>
        <source>{0} is not a database that can be read. Nothing in it was changed.</source>
        <translation>{0} 不是可读取的数据库。其中没有任何改动。</translation>
    </message>
    <message>
        <source>{0} is not a folder that exists.</source>
        <translation>{0} 不是存在的文件夹。</translation>
    </message>
    <message>
        <source>{0} is read-only for you, so a judgement could not be saved.</source>
        <translation>您对 {0} 只有读取权限，因此无法保存评判。</translation>
    </message>
    <message>
        <source>{0} is too short to be a database. It was not changed.</source>
        <translation>{0} 过短，不可能是数据库。它没有被改动。</translation>
    </message>
    <message>
        <source>{0} is {1}, which can do anything on this computer once it is opened. Nothing of the folder was loaded.</source>
        <translation>{0} 是 {1}，一旦打开，就可能在这台电脑上执行任何操作。没有加载该文件夹中的任何内容。</translation>
    </message>
    <message>
        <source>{0} names a prompt, response or earlier judgement that does not exist. Nothing was recorded.</source>
        <translation>{0} 提到的提示词、回答或更早的评判不存在。没有记录任何内容。</translation>
    </message>
    <message>
        <source>{0} of the {1} files in {2} are not what its manifest says, {3} for one. Nothing was installed.</source>
        <translation>{2} 的 {1} 个文件中有 {0} 个与清单不符，例如 {3}。没有安装任何内容。</translation>
    </message>
    <message>
        <source>{0} of {1} weight files are not in {2}, first {3}.</source>
        <translation>{1} 个权重文件中有 {0} 个不在 {2} 中，第一个是 {3}。</translation>
    </message>
    <message>
        <source>{0} or its folder is read-only. All that was saved before is safe.</source>
        <translation>{0} 或其文件夹是只读的。此前保存的内容都安全。</translation>
    </message>
    <message>
        <source>{0} pairs were left out: both answers are the same.</source>
        <translation>略去了 {0} 对：两个回答相同。</translation>
    </message>
    <message>
        <source>{0} processes are to share {1} GPUs of this machine.</source>
        <translation>{0} 个进程要共用本机的 {1} 个 GPU。</translation>
    </message>
    <message>
        <source>{0} prompts are longer than the {1} tokens that responses leave them and lose their beginning. Raise max_length or lower environment.sampling.max_new_tokens.</source>
        <translation>{0} 个提示超过了给回答留出空间后剩余的 {1} 个词元，开头被截去。请增大 max_length 或减小 environment.sampling.max_new_tokens。</translation>
    </message>
    <message>
        <source>{0} was not written ({1}). The checkpoints before it are untouched.</source>
        <translation>未能写入 {0}（{1}）。之前的检查点没有改动。</translation>
    </message>
    <message>
        <source>{0}. All that you have rated is safe.</source>
        <translation>{0}。您的所有评判都安全。</translation>
    </message>
    <message>
        <source>{0}. Nothing was changed.</source>
        <translation>{0}。没有任何改动。</translation>
    </message>
    <message>
        <source>{0}: the text {1} does not come back from its tokens.</source>
        <translation>{0}：文本 {1} 无法从其词元还原。</translation>
    </message>
    <message>
        <source>{0}: the tokenizer has {1} tokens, the model {2}.</source>
        <translation>{0}：分词器有 {1} 个词元，模型有 {2} 个。</translation>
    </message>
    <message>
        <source>{0}: {1} weights that its configuration asks for are not there, first {2}.</source>
        <translation>{0}：缺少配置所要求的 {1} 个权重，第一个是 {2}。</translation>
    </message>
    <message>
        <source>{0}: {1}. Nothing was changed.</source>
        <translation>{0}：{1}。没有任何改动。</translation>
    </message>
    <message>
        <source>{0}: {1}. The last complete checkpoint is safe.</source>
        <translation>{0}：{1}。最近的完整检查点是安全的。</translation>
    </message>
    <message>
        <source>{0}: {1}. The model itself is complete.</source>
        <translation>{0}：{1}。模型本身是完整的。</translation>
    </message>
    <message>
        <source>{0}: {1}. The project is not changed.</source>
        <translation>{0}：{1}。项目没有改动。</translation>
    </message>
    <message>
        <source>{0}: {1}. The project itself is safe.</source>
        <translation>{0}：{1}。项目本身是安全的。</translation>
    </message>
    <message>
        <source>{0}: {1}. They are as they were.</source>
        <translation>{0}：{1}。设置保持原样。</translation>
    </message>
    <message>
        <source>{0}: {1}. What it holds is kept.</source>
        <translation>{0}：{1}。其中的内容都已保留。</translation>
    </message>
    <message>
        <source>{0}: {1}. What the project held is safe.</source>
        <translation>{0}：{1}。项目原有的内容都安全。</translation>
    </message>
    <message>
        <source>{0}: {1}. Your judgements and the last checkpoint are safe.</source>
        <translation>{0}：{1}。您的评判和最近的检查点都安全。</translation>
    </message>
    <message>
        <source>{0}: {1}. Your judgements are safe.</source>
        <translation>{0}：{1}。您的评判都安全。</translation>
    </message>
    <message>
        <source>“chosen” and “rejected” must be transcripts.</source>
        <translation>“chosen”和“rejected”必须是对话记录。</translation>
    </message>
    <message>
        <source>“tastemaker engines” lists them.</source>
        <translation>“tastemaker engines”会列出所有引擎。</translation>
    </message>
    <message>
        <source>“{0}” did not come from the Hugging Face Hub: {1}</source>
        <translation>无法从 Hugging Face Hub 获取“{0}”：{1}</translation>
    </message>
    <message>
        <source>“{0}” did not come to the end of a small computation in time.</source>
        <translation>“{0}”没有在规定时间内完成一次小计算。</translation>
    </message>
    <message>
        <source>“{0}” does not fit the setting “{1}”</source>
        <translation>“{0}”不符合设置“{1}”</translation>
    </message>
    <message>
        <source>“{0}” does not name model versions</source>
        <translation>“{0}”不是模型版本的编号</translation>
    </message>
    <message>
        <source>“{0}” failed in a small computation: {1}</source>
        <translation>“{0}”在一次小计算中失败：{1}</translation>
    </message>
    <message>
        <source>“{0}” has no adapter</source>
        <translation>“{0}”没有适配器</translation>
    </message>
    <message>
        <source>“{0}” is a reward model</source>
        <translation>“{0}”是奖励模型</translation>
    </message>
    <message>
        <source>“{0}” is built on {1}, “{2}” on {3}.</source>
        <translation>“{0}”建立在 {1} 上，“{2}”建立在 {3} 上。</translation>
    </message>
    <message>
        <source>“{0}” is neither “{1}”, nor a folder or .gguf file that exists, nor a Hub id such as HuggingFaceTB/SmolLM2-135M-Instruct.</source>
        <translation>“{0}”既不是“{1}”，也不是存在的文件夹或 .gguf 文件，也不是 HuggingFaceTB/SmolLM2-135M-Instruct 形式的 Hub 编号。</translation>
    </message>
    <message>
        <source>“{0}” is no vote between two answers.</source>
        <translation>“{0}”不是对两个回答的投票。</translation>
    </message>
    <message>
        <source>“{0}” is not a reward model</source>
        <translation>“{0}”不是奖励模型</translation>
    </message>
    <message>
        <source>“{0}” is not a rule</source>
        <translation>“{0}”不是规则</translation>
    </message>
    <message>
        <source>“{0}” is not a time.</source>
        <translation>“{0}”不是时间。</translation>
    </message>
    <message>
        <source>“{0}” is not among the engines in {1}.</source>
        <translation>{1} 中没有引擎“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” is not an aspect with its weight</source>
        <translation>“{0}”不是带权重的方面</translation>
    </message>
    <message>
        <source>“{0}” is not on this computer, and nothing is downloaded unasked.</source>
        <translation>“{0}”不在这台电脑上，未经允许不会下载任何内容。</translation>
    </message>
    <message>
        <source>“{0}” should be in {1}.</source>
        <translation>“{0}”应位于 {1}。</translation>
    </message>
    <message>
        <source>“{0}” was not done with an answer in {1} s.</source>
        <translation>“{0}”在 {1} 秒内没有处理完一个回答。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错了。</translation>
    </message>
    <message>
        <source>All judgements given so far are saved. The program goes on; if this happens again, please report it: “Save a report…” in the menu collects what is needed.</source>
        <translation>目前为止的评判都已保存。程序会继续运行；如果再次发生，请反馈：菜单中的“保存报告…”会收集所需信息。</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>{title}.</source>
        <translation>{title}。</translation>
    </message>
</context>
<context>
    <name>ExaminationView</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… 还有 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n 处有误</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>“{version}” ({form}) is in {folder}.</source>
        <translation>“{version}”（{form}）在 {folder} 中。</translation>
    </message>
    <message>
        <source>not exported</source>
        <translation>未导出</translation>
    </message>
    <message>
        <source>Read back, it gave the same tokens on three fixed prompts: {n} of {n}.</source>
        <translation>重新读入后，它在三个固定提示词上给出了相同的词元：{n} / {n}。</translation>
    </message>
    <message>
        <source>Rounding the weights changed the answers: {kept} of {n} tokens are as before.</source>
        <translation>权重取整改变了回答：{n} 个词元中有 {kept} 个与之前相同。</translation>
    </message>
</context>
<context>
    <name>ExportModelDialog</name>
    <message>
        <source>Export “{name}”</source>
        <translation>导出“{name}”</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>What will be in it</source>
        <translation>将包含的内容</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder to export into</source>
        <translation>导出到的文件夹</translation>
    </message>
    <message>
        <source>The files are copied as they are. README.md says how it was made.</source>
        <translation>文件按原样复制。README.md 说明它是如何制作的。</translation>
    </message>
    <message>
        <source>Before it takes its name, the file is read back and must answer three fixed prompts with the same tokens as the rounded model. How many of them the rounding has changed is said afterwards. README.md says how the model was made.</source>
        <translation>文件在正式命名之前会被重新读入，并且必须在三个固定提示词上给出与取整后的模型相同的词元。取整改变了其中多少，会在之后说明。README.md 说明模型是如何制作的。</translation>
    </message>
    <message>
        <source>Before it takes its name, what was written is read back and must answer three fixed prompts with the same tokens. README.md says how the model was made.</source>
        <translation>写出的内容在正式命名之前会被重新读入，并且必须在三个固定提示词上给出相同的词元。README.md 说明模型是如何制作的。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择一个文件夹。</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Export to a file…</source>
        <translation>导出到文件…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>JSON lines, gzip</source>
        <translation>JSON 行（gzip 压缩）</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>Copy the rows as JSON lines</source>
        <translation>以 JSON 行的形式复制</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Export: {format}</source>
        <translation>导出：{format}</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied</source>
        <translation>
            <numerusform>已复制 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to</source>
        <translation>
            <numerusform>已写入 %n 行到</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportRow</name>
    <message>
        <source>Export everything…</source>
        <translation>导出全部…</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation>导出全部</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip 文件 (*.zip)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) …</source>
        <translation>
            <numerusform>%n 行…</numerusform>
        </translation>
    </message>
    <message>
        <source>{path}: {size}, with data, prompts, settings and versions.</source>
        <translation>{path}：{size}，包含数据、提示词、设置和版本。</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>About this run</source>
        <translation>关于此运行</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>起始版本</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>更改过的设置</translation>
    </message>
    <message>
        <source>TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>none: all are as usual</source>
        <translation>无：全部为默认值</translation>
    </message>
    <message>
        <source>{name}: {value} (usually {usual})</source>
        <translation>{name}：{value}（默认 {usual}）</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>FailureCard</name>
    <message>
        <source>What went wrong</source>
        <translation>出了什么问题</translation>
    </message>
    <message>
        <source>Details for a report</source>
        <translation>报告的详细信息</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search  ( / )</source>
        <translation>搜索 ( / )</translation>
    </message>
    <message>
        <source>Search prompts, answers and remarks</source>
        <translation>搜索提示、回答和评论</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判者</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>所有种类</translation>
    </message>
    <message>
        <source>any state</source>
        <translation>任何状态</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>all tags</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>有标记</translation>
    </message>
    <message>
        <source>not flagged</source>
        <translation>无标记</translation>
    </message>
    <message>
        <source>flagged or not</source>
        <translation>有无标记</translation>
    </message>
    <message>
        <source>round {n}</source>
        <translation>第 {n} 轮</translation>
    </message>
    <message>
        <source>all rounds</source>
        <translation>所有轮次</translation>
    </message>
    <message>
        <source>all models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>all judges</source>
        <translation>所有评判者</translation>
    </message>
    <message>
        <source>agreement or not</source>
        <translation>是否一致</translation>
    </message>
</context>
<context>
    <name>FilterCard</name>
    <message>
        <source>Which judgements</source>
        <translation>导出哪些评判</translation>
    </message>
    <message>
        <source>All judgements</source>
        <translation>全部评判</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>到</translation>
    </message>
    <message numerus="yes">
        <source>Only the %n judgement(s) found in the history</source>
        <translation>
            <numerusform>仅历史记录中找到的 %n 条评判</numerusform>
        </translation>
    </message>
    <message>
        <source>First round</source>
        <translation>起始轮次</translation>
    </message>
    <message>
        <source>Last round</source>
        <translation>截止轮次</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>First start</source>
        <translation>首次启动</translation>
    </message>
    <message>
        <source>Try the sample project</source>
        <translation>试用示例项目</translation>
    </message>
    <message>
        <source>On the starter model that came along: answers are waiting to be rated.</source>
        <translation>使用随附的入门模型，已有回答等您评判。</translation>
    </message>
    <message>
        <source>Use a model of mine</source>
        <translation>使用我的模型</translation>
    </message>
    <message>
        <source>A folder with safetensors, as downloaded from the Hub or fine-tuned by you.</source>
        <translation>含 safetensors 文件的文件夹，可以从 Hub 下载，也可以是您微调的。</translation>
    </message>
    <message>
        <source>Bring judgements along</source>
        <translation>导入已有的评判</translation>
    </message>
    <message>
        <source>A file of pairs, rankings, scores or prompts. You see it before it is taken.</source>
        <translation>含成对比较、排名、评分或提示词的文件。导入前您可以先预览。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在检测…</translation>
    </message>
    <message>
        <source>Open a project that I have…</source>
        <translation>打开已有的项目…</translation>
    </message>
    <message>
        <source>{folder} · {free} free</source>
        <translation>{folder} · 可用 {free}</translation>
    </message>
    <message>
        <source>Teach a language model your taste</source>
        <translation>让语言模型学会您的品味</translation>
    </message>
    <message>
        <source>You judge pairs of answers, a reward model learns your judgement, and the model learns from it. Begin with one of these; the others stay open.</source>
        <translation>您比较成对的回答，奖励模型学习您的评判，语言模型再从中学习。先选一种方式开始，其余的以后随时可用。</translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation>您的项目</translation>
    </message>
    <message>
        <source>Models, settings, logs</source>
        <translation>模型、设置、日志</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Choose another folder for projects</source>
        <translation>为项目选择其他文件夹</translation>
    </message>
    <message>
        <source>Everything stays on this computer. No account, nothing is sent.</source>
        <translation>一切都留在这台电脑上：无需账号，也不发送任何数据。</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>FormatList</name>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>For training with TRL</source>
        <translation>用于 TRL 训练</translation>
    </message>
    <message>
        <source>For LLaMA-Factory</source>
        <translation>用于 LLaMA-Factory</translation>
    </message>
    <message>
        <source>For OpenRLHF and axolotl</source>
        <translation>用于 OpenRLHF 和 axolotl</translation>
    </message>
    <message>
        <source>For rating tools</source>
        <translation>用于标注工具</translation>
    </message>
    <message>
        <source>As published data sets</source>
        <translation>按已发布的数据集</translation>
    </message>
    <message>
        <source>Tastemaker (nothing is lost)</source>
        <translation>Tastemaker（无任何损失）</translation>
    </message>
    <message>
        <source>TRL: pairs</source>
        <translation>TRL：偏好对</translation>
    </message>
    <message>
        <source>TRL: pairs, prompt inside</source>
        <translation>TRL：偏好对（含提示词）</translation>
    </message>
    <message>
        <source>TRL: good or bad (KTO)</source>
        <translation>TRL：好或坏（KTO）</translation>
    </message>
    <message>
        <source>TRL: demonstrations</source>
        <translation>TRL：示范</translation>
    </message>
    <message>
        <source>TRL: prompts</source>
        <translation>TRL：提示词</translation>
    </message>
    <message>
        <source>TRL: plain text</source>
        <translation>TRL：纯文本</translation>
    </message>
    <message>
        <source>Alpaca: demonstrations</source>
        <translation>Alpaca：示范</translation>
    </message>
    <message>
        <source>Alpaca: pairs</source>
        <translation>Alpaca：偏好对</translation>
    </message>
    <message>
        <source>Alpaca: good or bad (KTO)</source>
        <translation>Alpaca：好或坏（KTO）</translation>
    </message>
    <message>
        <source>ShareGPT: demonstrations</source>
        <translation>ShareGPT：示范</translation>
    </message>
    <message>
        <source>ShareGPT: pairs</source>
        <translation>ShareGPT：偏好对</translation>
    </message>
    <message>
        <source>ShareGPT: good or bad (KTO)</source>
        <translation>ShareGPT：好或坏（KTO）</translation>
    </message>
    <message>
        <source>OpenRLHF: pairs</source>
        <translation>OpenRLHF：偏好对</translation>
    </message>
    <message>
        <source>axolotl: pairs</source>
        <translation>axolotl：偏好对</translation>
    </message>
    <message>
        <source>UltraFeedback, binarized</source>
        <translation>UltraFeedback（二元化）</translation>
    </message>
    <message>
        <source>OpenAI: comparisons of summaries</source>
        <translation>OpenAI：摘要比较</translation>
    </message>
    <message>
        <source>FastChat: arena votes</source>
        <translation>FastChat：竞技场投票</translation>
    </message>
    <message>
        <source>alpaca_eval: annotations</source>
        <translation>alpaca_eval：标注</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Rankings</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>Comments and tags</source>
        <translation>评论与标签</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Skips</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>how clear a preference was</source>
        <translation>偏好的明显程度</translation>
    </message>
    <message>
        <source>ties</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>“both good” and “both bad”</source>
        <translation>“都好”和“都不好”</translation>
    </message>
    <message>
        <source>prompts with a system message</source>
        <translation>带系统消息的提示词</translation>
    </message>
    <message>
        <source>prompts of several turns</source>
        <translation>多轮的提示词</translation>
    </message>
    <message>
        <source>texts that the layout would change</source>
        <translation>会被其排版改变的文本</translation>
    </message>
    <message>
        <source>answers that are neither good nor bad</source>
        <translation>既不算好也不算坏的回答</translation>
    </message>
    <message>
        <source>judgements that do not fit into its fields</source>
        <translation>无法放入其字段的评判</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
</context>
<context>
    <name>GenerateDialog</name>
    <message>
        <source>Generate answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>The answers are recorded as they come; you can rate meanwhile.</source>
        <translation>回答一生成就会记录下来；其间您可以继续评判。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>none: all alike</source>
        <translation>无：全部相同</translation>
    </message>
    <message>
        <source>Generate more by itself before the pairs run out</source>
        <translation>在对比用完之前自动生成更多</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Pairs to keep ready</source>
        <translation>预备的对比数</translation>
    </message>
    <message>
        <source>Answers for each prompt</source>
        <translation>每个提示词的回答数</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Spread of temperatures</source>
        <translation>温度的跨度</translation>
    </message>
    <message>
        <source>Prompts at most</source>
        <translation>最多提示词数</translation>
    </message>
</context>
<context>
    <name>GenerationStarter</name>
    <message>
        <source>The model is not ready</source>
        <translation>模型尚未就绪</translation>
    </message>
    <message>
        <source>The project&apos;s model is not on this computer yet.</source>
        <translation>这台电脑上还没有该项目的模型。</translation>
    </message>
    <message>
        <source>Making it ready fetches or converts it once, which takes a few minutes. You can rate meanwhile.</source>
        <translation>准备时需要下载或转换一次，要几分钟。其间您可以继续评判。</translation>
    </message>
    <message>
        <source>Make it ready</source>
        <translation>准备模型</translation>
    </message>
    <message>
        <source>Making the model ready</source>
        <translation>正在准备模型</translation>
    </message>
</context>
<context>
    <name>GoalDialog</name>
    <message>
        <source>Goal for a day</source>
        <translation>每日目标</translation>
    </message>
    <message>
        <source>The Rate page counts towards it and says the time left.</source>
        <translation>评分页据此计数，并显示剩余时间。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Judgements</source>
        <translation>评判数</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The policy is {now} nats from its start, the target is {before}. The reward model does not know such answers. Raise the price of KL or lower the step size.</source>
        <translation>策略离起点 {now} nats，目标是 {before}。奖励模型不了解这样的回答。请提高 KL 的代价或降低步长。</translation>
    </message>
    <message>
        <source>The reward rises while answers repeat themselves: {now}, {before} at the start. Set a repetition penalty, or rate such answers and train the reward model again.</source>
        <translation>奖励上升，但回答在自我重复：现在 {now}，开始时 {before}。请设置重复惩罚，或评判这类回答后重新训练奖励模型。</translation>
    </message>
    <message>
        <source>The reward rises with the length of the answers: {now} tokens, {before} at the start. Set a length penalty, or rate more pairs of unequal length.</source>
        <translation>奖励随回答长度上升：现在 {now} 个词元，开始时 {before}。请设置长度惩罚，或多评判一些长度不等的成对回答。</translation>
    </message>
    <message>
        <source>On prompts it does not train on, the reward falls: {now}, {before} at its best. Stop earlier, or add prompts.</source>
        <translation>在未训练的提示上奖励下降：现在 {now}，最好时 {before}。请更早停止，或增加提示。</translation>
    </message>
    <message>
        <source>A second reward model, which the policy does not learn from, likes the answers less: {now}, {before} at its best. Rate pairs of these answers before you go on.</source>
        <translation>策略未曾学习的第二个奖励模型更不喜欢这些回答：现在 {now}，最好时 {before}。继续之前请先评判这些回答。</translation>
    </message>
    <message>
        <source>{now} of the tokens hit the clip range, more than {before}: the steps are too large. Lower the step size.</source>
        <translation>{now} 的词元触及裁剪范围，超过 {before}：步子太大。请降低步长。</translation>
    </message>
    <message>
        <source>The answers have become nearly the same each time: entropy {now}, {before} at the start. Raise the price of KL.</source>
        <translation>回答几乎每次都相同：熵为 {now}，开始时 {before}。请提高 KL 的代价。</translation>
    </message>
    <message>
        <source>The value model foretells the rewards worse than their mean would. More updates, or a larger value coefficient, may help.</source>
        <translation>价值模型的预测还不如奖励的平均值。增加更新次数或提高价值系数可能有帮助。</translation>
    </message>
    <message>
        <source>Only {now} of the answers come to an end. Allow longer answers, or raise the penalty for no end.</source>
        <translation>只有 {now} 的回答正常结束。请允许更长的回答，或提高无结尾的惩罚。</translation>
    </message>
    <message>
        <source>Neither reward nor policy has moved: {now}, {before} at the start. Raise the step size, or check that the reward model tells answers apart.</source>
        <translation>奖励和策略都没有变化：现在 {now}，开始时 {before}。请提高步长，或检查奖励模型能否区分回答。</translation>
    </message>
    <message>
        <source>The reward rises, but you preferred the policy in only {now} of the pairs. Stop, rate more, and train the reward model again.</source>
        <translation>奖励上升，但您只在 {now} 的成对回答中更喜欢该策略。请停止，多评判一些，再重新训练奖励模型。</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>What the figures say</source>
        <translation>数据说明了什么</translation>
    </message>
</context>
<context>
    <name>HelpDesk</name>
    <message>
        <source>Tastemaker stopped unexpectedly the last time. What you judged is saved.</source>
        <translation>Tastemaker 上次意外退出。您的评判都已保存。</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Safe mode: default settings for this start, drawn in software, nothing runs by itself. The next start is as usual.</source>
        <translation>安全模式：本次启动使用默认设置和软件绘制，不自动运行任何任务。下次启动恢复正常。</translation>
    </message>
    <message>
        <source>The settings are as at first. The old ones are kept in {file}.</source>
        <translation>设置已恢复为初始状态。原来的设置保存在 {file}。</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>bad prompt</source>
        <translation>不可用的提示</translation>
    </message>
    <message>
        <source>taken back or brought back</source>
        <translation>撤回或恢复</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已被替换</translation>
    </message>
    <message>
        <source>reward model agrees</source>
        <translation>奖励模型一致</translation>
    </message>
    <message>
        <source>reward model disagrees</source>
        <translation>奖励模型不一致</translation>
    </message>
    <message>
        <source>agreement unknown</source>
        <translation>一致性未知</translation>
    </message>
    <message>
        <source>A much better</source>
        <translation>A 好得多</translation>
    </message>
    <message>
        <source>A better</source>
        <translation>A 更好</translation>
    </message>
    <message>
        <source>A slightly better</source>
        <translation>A 略好</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相当</translation>
    </message>
    <message>
        <source>B slightly better</source>
        <translation>B 略好</translation>
    </message>
    <message>
        <source>B better</source>
        <translation>B 更好</translation>
    </message>
    <message>
        <source>B much better</source>
        <translation>B 好得多</translation>
    </message>
    <message>
        <source>both good</source>
        <translation>都好</translation>
    </message>
    <message>
        <source>both bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>{score} of {low} to {high}</source>
        <translation>{score}（{low} 到 {high}）</translation>
    </message>
    <message>
        <source>as an example</source>
        <translation>作为示范</translation>
    </message>
    <message>
        <source>as a pair</source>
        <translation>作为一对</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Export these…</source>
        <translation>导出这些…</translation>
    </message>
    <message>
        <source>Export the judgements found (Ctrl+E)</source>
        <translation>导出找到的评判（Ctrl+E）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Judgements</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>{n} found, looking for more</source>
        <translation>已找到 {n} 条，继续查找中</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 条</translation>
    </message>
    <message>
        <source>preparing faster search: {percent} %</source>
        <translation>正在准备更快的搜索：{percent} %</translation>
    </message>
    <message>
        <source>Nothing is like that</source>
        <translation>没有符合的内容</translation>
    </message>
    <message>
        <source>No judgement has all of these words and properties.</source>
        <translation>没有评判同时符合这些词语和条件。</translation>
    </message>
    <message>
        <source>No judgements yet</source>
        <translation>还没有评判</translation>
    </message>
    <message>
        <source>What you say on the Rate page is kept here.</source>
        <translation>您在评判页面所说的都会保存在这里。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>评判</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判者</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>everything saved ✓</source>
        <translation>全部已保存 ✓</translation>
    </message>
    <message>
        <source>Judgements by day</source>
        <translation>每日评判</translation>
    </message>
    <message>
        <source>Reward model on unseen pairs, by round</source>
        <translation>奖励模型在未见过的成对回答上的表现（按轮）</translation>
    </message>
    <message>
        <source>Shown once a reward model has been trained.</source>
        <translation>训练出奖励模型后显示。</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>Reward model on unseen pairs</source>
        <translation>奖励模型在未见数据上</translation>
    </message>
    <message>
        <source>percent by round, 95% interval; dashed: how often you agree with yourself</source>
        <translation>各轮百分比与 95% 区间；虚线：您与自己一致的比例</translation>
    </message>
    <message>
        <source>Judgements</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>by day, the last two weeks</source>
        <translation>最近两周，按天</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Recognised: {format}</source>
        <translation>已识别：{format}</translation>
    </message>
    <message>
        <source>Not recognised – choose, or say what the columns are</source>
        <translation>未识别——请选择格式，或说明各列的含义</translation>
    </message>
    <message>
        <source>The file holds no rows.</source>
        <translation>文件中没有任何行。</translation>
    </message>
    <message>
        <source>Say which column is the prompt, and which are the answers.</source>
        <translation>请说明哪一列是提示词，哪些列是回答。</translation>
    </message>
    <message>
        <source>Of the first {rows} rows {good} can be imported, {refused} cannot: the table says why. The rest of the file is checked in the same way.</source>
        <translation>前 {rows} 行中有 {good} 行可以导入，{refused} 行不能：原因见表格。文件的其余部分也会同样检查。</translation>
    </message>
    <message>
        <source>The first {rows} rows can all be imported.</source>
        <translation>前 {rows} 行都可以导入。</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
</context>
<context>
    <name>ImportReport</name>
    <message>
        <source>{n} prompts</source>
        <translation>{n} 个提示词</translation>
    </message>
    <message>
        <source>{n} answers</source>
        <translation>{n} 个回答</translation>
    </message>
    <message>
        <source>{n} comparisons</source>
        <translation>{n} 个比较</translation>
    </message>
    <message>
        <source>{n} demonstrations</source>
        <translation>{n} 个示范</translation>
    </message>
    <message>
        <source>{n} plain texts</source>
        <translation>{n} 篇纯文本</translation>
    </message>
    <message>
        <source>{n} other records</source>
        <translation>{n} 条其他记录</translation>
    </message>
    <message>
        <source>{n} were there already</source>
        <translation>{n} 条已经存在</translation>
    </message>
    <message>
        <source>{n} rows were refused</source>
        <translation>{n} 行被拒绝</translation>
    </message>
    <message>
        <source>{n} rows are left: import the file again to go on</source>
        <translation>还剩 {n} 行：再次导入该文件即可继续</translation>
    </message>
    <message>
        <source>The file holds nothing new.</source>
        <translation>文件中没有新内容。</translation>
    </message>
</context>
<context>
    <name>ImportReportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>“{name}” was read</source>
        <translation>已读取“{name}”</translation>
    </message>
    <message>
        <source>Save the refused rows…</source>
        <translation>保存被拒绝的行…</translation>
    </message>
    <message>
        <source>Refused rows, each with its line and reason</source>
        <translation>被拒绝的行，各附行号和原因</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>保存被拒绝的行</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>A file with prompts, answers or judgements</source>
        <translation>包含提示词、回答或评判的文件</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.tsv *.parquet *.txt *.gz *.kiln);;All files (*)</source>
        <translation>数据 (*.jsonl *.json *.csv *.tsv *.parquet *.txt *.gz *.kiln);;所有文件 (*)</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
</context>
<context>
    <name>JobQueue</name>
    <message>
        <source>The worker has not been heard for {seconds} s. It may be very busy; you can wait, or stop the run and resume it.</source>
        <translation>工作进程已 {seconds} 秒没有回应。它可能非常忙；可以等待，也可以停止运行后再继续。</translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>The worker process ended unexpectedly</source>
        <translation>工作进程意外结束</translation>
    </message>
    <message>
        <source>Your judgements and the last checkpoint are safe. Resume the run, or lower the batch size first if the memory ran out.</source>
        <translation>您的评判和最近的检查点都安全。可以继续运行；如果是内存不足，请先减小批大小。</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>没有任务在运行</translation>
    </message>
    <message>
        <source>Training, generating, imports and exports are listed here while they work.</source>
        <translation>训练、生成、导入和导出在进行时会列在这里。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>JudgementDetail</name>
    <message>
        <source>Judgement</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Judge again…</source>
        <translation>重新评判…</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Its past</source>
        <translation>过往</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>PROMPT</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>ITS PAST</source>
        <translation>过往</translation>
    </message>
    <message>
        <source>ANSWER A</source>
        <translation>回答 A</translation>
    </message>
    <message>
        <source>ANSWER B</source>
        <translation>回答 B</translation>
    </message>
    <message>
        <source>BEFORE</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>AFTER</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>PLACE {n}</source>
        <translation>第 {n} 名</translation>
    </message>
    <message>
        <source>ANSWER</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>#{id} taken back</source>
        <translation>已撤回 #{id}</translation>
    </message>
</context>
<context>
    <name>KeyBindingsDialog</name>
    <message>
        <source>Keys of the Rate page</source>
        <translation>评分页的按键</translation>
    </message>
    <message>
        <source>Press a key&apos;s button, then the key it shall be. Esc cancels.</source>
        <translation>先点按键按钮，再按新的键。Esc 取消。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部还原</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Reset the key of “{command}”</source>
        <translation>还原“{command}”的按键</translation>
    </message>
    <message>
        <source>moving between the controls</source>
        <translation>在控件之间移动</translation>
    </message>
    <message>
        <source>This key cannot be used.</source>
        <translation>这个键不能使用。</translation>
    </message>
    <message>
        <source>This key writes text there. Add Ctrl or Alt to it.</source>
        <translation>此键在那里会输入文字。请加上 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>“{key}” already belongs to “{command}”. Nothing was changed.</source>
        <translation>“{key}”已属于“{command}”，未作更改。</translation>
    </message>
    <message>
        <source>“{command}” is on “{key}” now.</source>
        <translation>“{command}”现在是“{key}”。</translation>
    </message>
    <message>
        <source>Its first key belongs to “{command}” now. Nothing was changed.</source>
        <translation>它原来的键现在属于“{command}”，未作更改。</translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation>所有按键都已恢复原样。</translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>press a key…</source>
        <translation>请按一个键…</translation>
    </message>
</context>
<context>
    <name>KeysOverlay</name>
    <message>
        <source>All keys</source>
        <translation>全部按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LiveJudging</name>
    <message>
        <source>comes back when it is complete</source>
        <translation>写完后会再次出现</translation>
    </message>
    <message>
        <source>kept ✓ – counts when both answers are complete</source>
        <translation>已保留 ✓ – 两个回答都写完后计入</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A job is running: the other language is used from the next start on.</source>
        <translation>有任务正在运行：新语言将在下次启动时生效。</translation>
    </message>
</context>
<context>
    <name>MappingForm</name>
    <message>
        <source>Columns of the file</source>
        <translation>文件的列</translation>
    </message>
    <message>
        <source>Read “{column}” as</source>
        <translation>将“{column}”读作</translation>
    </message>
    <message>
        <source>kept with the prompt</source>
        <translation>与提示词一起保留</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>Libraries and tokenizer</source>
        <translation>程序库与分词器</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Gradients and optimiser</source>
        <translation>梯度与优化器</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Frozen layers, computed once</source>
        <translation>冻结层（只计算一次）</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
</context>
<context>
    <name>MemoryCard</name>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>采用这些设置</translation>
    </message>
    <message>
        <source>Measure two steps</source>
        <translation>实测两步</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止实测</translation>
    </message>
    <message>
        <source>on the GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>on the CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>About {needed} of {free} that are free {place}</source>
        <translation>约需 {needed}，{place} 上空闲 {free}</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>放得下</translation>
    </message>
    <message>
        <source>will not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>It would fit, with about {needed}, by: {changes}.</source>
        <translation>这样可以放下，约需 {needed}：{changes}。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>请关闭其他程序，或选择更小的模型。</translation>
    </message>
    <message>
        <source>Two steps with the longest texts are being done…</source>
        <translation>正在用最长的文本做两步……</translation>
    </message>
    <message>
        <source>Steps with the longest texts took {measured}; planned for these: {planned}.</source>
        <translation>用最长的文本做的步骤占用了 {measured}；为这些文本计划的是 {planned}。</translation>
    </message>
</context>
<context>
    <name>Metrics</name>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>越高越好</translation>
    </message>
    <message>
        <source>KL to the start</source>
        <translation>与起点的 KL</translation>
    </message>
    <message>
        <source>stays near its target</source>
        <translation>保持在目标附近</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>Price of KL</source>
        <translation>KL 代价</translation>
    </message>
    <message>
        <source>settles down</source>
        <translation>趋于稳定</translation>
    </message>
    <message>
        <source>Reward minus KL price</source>
        <translation>奖励减去 KL 代价</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>falls slowly</source>
        <translation>缓慢下降</translation>
    </message>
    <message>
        <source>Probability ratio</source>
        <translation>概率比</translation>
    </message>
    <message>
        <source>stays near 1</source>
        <translation>保持在 1 附近</translation>
    </message>
    <message>
        <source>Variance of the ratio</source>
        <translation>概率比的方差</translation>
    </message>
    <message>
        <source>stays small</source>
        <translation>保持较小</translation>
    </message>
    <message>
        <source>Clip fraction</source>
        <translation>裁剪比例</translation>
    </message>
    <message>
        <source>0.05 to 0.25 is healthy</source>
        <translation>0.05 到 0.25 为正常</translation>
    </message>
    <message>
        <source>Value clip fraction</source>
        <translation>价值裁剪比例</translation>
    </message>
    <message>
        <source>KL of one update</source>
        <translation>单次更新的 KL</translation>
    </message>
    <message>
        <source>Sampling gap</source>
        <translation>采样偏差</translation>
    </message>
    <message>
        <source>stays below 0.1</source>
        <translation>低于 0.1</translation>
    </message>
    <message>
        <source>Policy loss</source>
        <translation>策略损失</translation>
    </message>
    <message>
        <source>wanders around zero</source>
        <translation>在零附近波动</translation>
    </message>
    <message>
        <source>Value loss</source>
        <translation>价值损失</translation>
    </message>
    <message>
        <source>falls, then stays low</source>
        <translation>下降后保持较低</translation>
    </message>
    <message>
        <source>Explained variance</source>
        <translation>解释方差</translation>
    </message>
    <message>
        <source>rises towards 1</source>
        <translation>升向 1</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>no sudden jumps</source>
        <translation>没有突变</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Answers with an end</source>
        <translation>正常结束的回答</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>stays low</source>
        <translation>保持较低</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>no spikes</source>
        <translation>没有尖峰</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>falls</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>Training accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>rises; the held-out one counts</source>
        <translation>上升；以留出数据为准</translation>
    </message>
    <message>
        <source>Held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>falls; stop when it rises</source>
        <translation>下降；回升时应停止</translation>
    </message>
    <message>
        <source>Held-out accuracy</source>
        <translation>留出准确率</translation>
    </message>
    <message>
        <source>agreement with you on unseen pairs</source>
        <translation>在未见过的成对回答上与您一致</translation>
    </message>
    <message>
        <source>Held-out KL</source>
        <translation>留出集 KL</translation>
    </message>
    <message>
        <source>Held-out answer length</source>
        <translation>留出集回答长度</translation>
    </message>
    <message>
        <source>stays calm</source>
        <translation>保持平稳</translation>
    </message>
    <message>
        <source>Held-out repetition</source>
        <translation>留出集重复</translation>
    </message>
    <message>
        <source>Reward of your rules</source>
        <translation>您的规则奖励</translation>
    </message>
    <message>
        <source>Your win rate</source>
        <translation>您的胜率</translation>
    </message>
    <message>
        <source>above 0.5: you prefer the policy to its start</source>
        <translation>高于 0.5：您更喜欢策略而不是其起点</translation>
    </message>
    <message>
        <source>Agreement with you</source>
        <translation>与您的一致率</translation>
    </message>
    <message>
        <source>of the reward model; near 0.5 it guesses what you like</source>
        <translation>指奖励模型；接近 0.5 表示它在猜您的喜好</translation>
    </message>
    <message>
        <source>Held-out reward</source>
        <translation>留出奖励</translation>
    </message>
    <message>
        <source>rises with the reward</source>
        <translation>随奖励上升</translation>
    </message>
    <message>
        <source>Reward of the second reward model</source>
        <translation>第二个奖励模型的奖励</translation>
    </message>
    <message>
        <source>rises too; if it falls, the policy games its judge</source>
        <translation>应同步上升；若下降，说明策略在钻奖励模型的空子</translation>
    </message>
    <message>
        <source>Reward margin</source>
        <translation>奖励差距</translation>
    </message>
    <message>
        <source>rises slowly</source>
        <translation>缓慢上升</translation>
    </message>
</context>
<context>
    <name>MissingModelCard</name>
    <message>
        <source>Make it ready</source>
        <translation>准备模型</translation>
    </message>
    <message>
        <source>The base model is not on this computer yet. It is fetched or converted once, which takes a few minutes; you can rate meanwhile.</source>
        <translation>这台电脑上还没有基座模型。需要下载或转换一次，要几分钟；其间您可以继续评判。</translation>
    </message>
</context>
<context>
    <name>ModeSwitch</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>Way of judging</source>
        <translation>评判方式</translation>
    </message>
</context>
<context>
    <name>ModelForms</name>
    <message>
        <source>Whole model</source>
        <translation>完整模型</translation>
    </message>
    <message>
        <source>GGUF file</source>
        <translation>GGUF 文件</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>A folder with everything merged, for transformers, vLLM and other Python programs.</source>
        <translation>全部合并在一个文件夹中，供 transformers、vLLM 和其他 Python 程序使用。</translation>
    </message>
    <message>
        <source>One file with everything in it, for llama.cpp, Ollama and LM Studio, and a Modelfile that tells Ollama how to talk to it.</source>
        <translation>一个包含全部内容的文件，供 llama.cpp、Ollama 和 LM Studio 使用，另附一个告诉 Ollama 如何与它对话的 Modelfile。</translation>
    </message>
    <message>
        <source>Only what training added, in PEFT&apos;s format. It is small, and needs the same base model.</source>
        <translation>只包含训练所增加的部分，采用 PEFT 格式。体积小，需要同一个基础模型。</translation>
    </message>
    <message>
        <source>As they are: nothing is lost</source>
        <translation>保持原样：没有损失</translation>
    </message>
    <message>
        <source>16 bits (F16): for older programs</source>
        <translation>16 位（F16）：供较旧的程序使用</translation>
    </message>
    <message>
        <source>8 bits (Q8_0): about half the size</source>
        <translation>8 位（Q8_0）：大小约减半</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model versions</source>
        <translation>模型版本</translation>
    </message>
    <message>
        <source>Making the model ready</source>
        <translation>正在准备模型</translation>
    </message>
    <message>
        <source>Export: {version}</source>
        <translation>导出：{version}</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>There is nothing to rank</source>
        <translation>没有可排序的回答</translation>
    </message>
    <message>
        <source>A ranking needs three different answers to a prompt, or more.</source>
        <translation>排序需要同一提示的三个或更多不同的回答。</translation>
    </message>
    <message>
        <source>Generate answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>All answers are scored</source>
        <translation>所有回答都已评分</translation>
    </message>
    <message>
        <source>Everything is saved. Generate more answers to go on.</source>
        <translation>一切都已保存。生成更多回答即可继续。</translation>
    </message>
    <message>
        <source>Every prompt has an answer of yours</source>
        <translation>每条提示都有了您写的回答</translation>
    </message>
    <message>
        <source>Everything is saved. Add prompts to go on.</source>
        <translation>一切都已保存。添加提示即可继续。</translation>
    </message>
    <message>
        <source>Add prompts</source>
        <translation>添加提示</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>A project is one folder: copy it and you have copied the work.</source>
        <translation>一个项目就是一个文件夹：复制它就复制了全部工作。</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Letters in my voice</source>
        <translation>我的写信口吻</translation>
    </message>
    <message>
        <source>Starter model (SmolLM2-135M, works offline)</source>
        <translation>入门模型（SmolLM2-135M，可离线使用）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The starter model, a model folder, a .gguf file, or a Hub id such as org/name</source>
        <translation>入门模型、模型文件夹、.gguf 文件，或 org/name 形式的 Hub 编号</translation>
    </message>
    <message>
        <source>An empty folder</source>
        <translation>空文件夹</translation>
    </message>
    <message>
        <source>A model folder</source>
        <translation>模型文件夹</translation>
    </message>
</context>
<context>
    <name>NextStepCard</name>
    <message>
        <source>NEXT</source>
        <translation>下一步</translation>
    </message>
    <message numerus="yes">
        <source>Rate about %n more pair(s)</source>
        <translation>
            <numerusform>再评判大约 %n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Rate more pairs</source>
        <translation>再评判一些</translation>
    </message>
    <message>
        <source>Rate now</source>
        <translation>开始评判</translation>
    </message>
    <message>
        <source>Generate answers to rate</source>
        <translation>生成供评判的回答</translation>
    </message>
    <message>
        <source>All pairs are judged. The model answers its prompts again for new ones.</source>
        <translation>所有成对回答都已评判。让模型再次回答提示词，得到新的回答。</translation>
    </message>
    <message>
        <source>Generate answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>Add prompts</source>
        <translation>添加提示词</translation>
    </message>
    <message>
        <source>What should the model answer? Type a few, or import a file.</source>
        <translation>模型应该回答什么？输入几条，或导入文件。</translation>
    </message>
    <message>
        <source>Train the reward model</source>
        <translation>训练奖励模型</translation>
    </message>
    <message>
        <source>There are enough judgements to learn from. It takes a few minutes.</source>
        <translation>评判已足够学习。需要几分钟。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Improve the model with PPO</source>
        <translation>用 PPO 改进模型</translation>
    </message>
    <message>
        <source>The reward model agrees with you often enough to learn from it.</source>
        <translation>奖励模型与您的一致程度已足以用来学习。</translation>
    </message>
    <message>
        <source>Begin the next round</source>
        <translation>开始下一轮</translation>
    </message>
    <message>
        <source>The model has changed. Let it answer again and judge the new answers.</source>
        <translation>模型已经改变。让它重新回答，再评判新的回答。</translation>
    </message>
    <message>
        <source>A run is at work</source>
        <translation>有运行正在进行</translation>
    </message>
    <message>
        <source>Watch it, or rate meanwhile: both go on at the same time.</source>
        <translation>可以观看，也可以继续评判：两者同时进行。</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>查看运行</translation>
    </message>
    <message>
        <source>A run was interrupted</source>
        <translation>有运行被中断</translation>
    </message>
    <message>
        <source>It goes on from its last checkpoint, as if it had never stopped.</source>
        <translation>它会从最近的检查点继续，就像从未停止过。</translation>
    </message>
    <message>
        <source>A first reward model needs about 40 judgements.</source>
        <translation>第一个奖励模型大约需要 40 个评判。</translation>
    </message>
    <message>
        <source>The reward model agrees with you on {value}% of the pairs it has not seen ({low} to {high}%).</source>
        <translation>在未见过的成对回答上，奖励模型与您的一致率为 {value}%（{low}% 到 {high}%）。</translation>
    </message>
    <message>
        <source>More pairs make it surer.</source>
        <translation>更多评判会让它更可靠。</translation>
    </message>
    <message>
        <source>You agree with yourself on {share}%.</source>
        <translation>您与自己的一致率为 {share}%。</translation>
    </message>
</context>
<context>
    <name>NextToDo</name>
    <message>
        <source>Reading the pairs…</source>
        <translation>正在读取成对回答…</translation>
    </message>
    <message>
        <source>This project is large; it takes a moment.</source>
        <translation>这个项目较大，需要稍等片刻。</translation>
    </message>
    <message>
        <source>Answers are being written</source>
        <translation>正在写回答</translation>
    </message>
    <message>
        <source>They appear here while they grow; you can judge them before that.</source>
        <translation>它们会边写边显示在这里；您可以在写完之前就评判。</translation>
    </message>
    <message>
        <source>Nothing skipped is left</source>
        <translation>没有跳过的对比了</translation>
    </message>
    <message>
        <source>No pair with a flagged answer is left</source>
        <translation>没有含已标记回答的对比了</translation>
    </message>
    <message>
        <source>There is nothing to repeat</source>
        <translation>没有可重复的对比</translation>
    </message>
    <message>
        <source>Everything is saved. Go on with new pairs.</source>
        <translation>全部已保存。请继续评新的对比。</translation>
    </message>
    <message>
        <source>New pairs</source>
        <translation>新的对比</translation>
    </message>
    <message>
        <source>There is nothing to rate yet</source>
        <translation>还没有可评判的内容</translation>
    </message>
    <message>
        <source>Add prompts first: what should the model answer?</source>
        <translation>请先添加提示词：模型应该回答什么？</translation>
    </message>
    <message>
        <source>Add prompts</source>
        <translation>添加提示词</translation>
    </message>
    <message>
        <source>There are no answers yet</source>
        <translation>还没有回答</translation>
    </message>
    <message>
        <source>The model answers each prompt twice; then you say which is better.</source>
        <translation>模型对每个提示词回答两次，然后由您说哪个更好。</translation>
    </message>
    <message>
        <source>Generate answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>All pairs are judged</source>
        <translation>所有成对回答都已评判</translation>
    </message>
    <message>
        <source>Everything is saved. Generate more answers, or teach the reward model.</source>
        <translation>全部已保存。可以生成更多回答，或训练奖励模型。</translation>
    </message>
    <message>
        <source>Train the reward model</source>
        <translation>训练奖励模型</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>Noting</name>
    <message>
        <source>Shift and arrows: select what is wrong · Enter: go on · Tab: next answer</source>
        <translation>Shift+方向键：选中有误之处 · 回车：继续 · Tab：下一个回答</translation>
    </message>
    <message>
        <source>“{what}” taken back ✓</source>
        <translation>已撤回“{what}”✓</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>PairMode</name>
    <message numerus="yes">
        <source>%n pair(s) left</source>
        <translation>
            <numerusform>还剩 %n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>faster than reading: {key} again?</source>
        <translation>比阅读还快：再按一次 {key}？</translation>
    </message>
    <message>
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
    </message>
    <message>
        <source>{quality}, and…</source>
        <translation>{quality}，并且…</translation>
    </message>
    <message>
        <source>correcting A</source>
        <translation>正在修改 A</translation>
    </message>
    <message>
        <source>correcting B</source>
        <translation>正在修改 B</translation>
    </message>
    <message>
        <source>a correction of A is begun</source>
        <translation>A 的修改尚未完成</translation>
    </message>
    <message>
        <source>a correction of B is begun</source>
        <translation>B 的修改尚未完成</translation>
    </message>
    <message>
        <source>corrections of both are begun</source>
        <translation>两个回答的修改都未完成</translation>
    </message>
    <message>
        <source>still being written</source>
        <translation>仍在生成</translation>
    </message>
</context>
<context>
    <name>PairsCard</name>
    <message>
        <source>Your verdict</source>
        <translation>您的评判</translation>
    </message>
    <message>
        <source>Judge the pairs</source>
        <translation>评判这些对子</translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>After update {step} the run asks you: which of two answers is better, the policy&apos;s or its start&apos;s? You are not told which is which.</source>
        <translation>第 {step} 次更新之后，运行请您评判：两个回答中哪个更好，策略的还是其起点的？不会告诉您哪个是哪个。</translation>
    </message>
    <message>
        <source>It waits until you let it go on.</source>
        <translation>在您让它继续之前，它会一直等待。</translation>
    </message>
    <message>
        <source>{judged} of {total} judged</source>
        <translation>已评判 {judged} / {total}</translation>
    </message>
    <message>
        <source>After update {step} you preferred the policy to its start in {rate} of {n} pairs.</source>
        <translation>第 {step} 次更新之后，在 {n} 对中您有 {rate} 偏好策略而不是其起点。</translation>
    </message>
    <message>
        <source>The reward model preferred the same answer as you in {rate} of the {n} that were not equal.</source>
        <translation>在 {n} 对不相等的回答中，奖励模型有 {rate} 与您偏好相同。</translation>
    </message>
    <message>
        <source>In brackets: what so few pairs leave open.</source>
        <translation>括号内：这么少的对子尚不能确定的范围。</translation>
    </message>
</context>
<context>
    <name>PairsNotice</name>
    <message>
        <source>{run} waits for you: which of two answers is better? Pairs: {pairs}.</source>
        <translation>{run} 在等您：两个回答中哪个更好？对子数：{pairs}。</translation>
    </message>
    <message>
        <source>Judge the pairs</source>
        <translation>评判这些对子</translation>
    </message>
</context>
<context>
    <name>PlanButton</name>
    <message>
        <source>New pairs</source>
        <translation>新的对比</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>To repeat</source>
        <translation>待重复</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Most uncertain</source>
        <translation>最不确定</translation>
    </message>
    <message>
        <source>Most different</source>
        <translation>差异最大</translation>
    </message>
    <message>
        <source>Least-rated prompts</source>
        <translation>评得最少的提示</translation>
    </message>
    <message>
        <source>Every prompt gets its first pair before any gets its second.</source>
        <translation>每个提示先各出一对，再出第二对。</translation>
    </message>
    <message>
        <source>Pairs of which the reward model is least sure; it scores the answers first.</source>
        <translation>奖励模型最没有把握的对比；它会先给回答打分。</translation>
    </message>
    <message>
        <source>Pairs whose texts have the least in common.</source>
        <translation>文字相同之处最少的对比。</translation>
    </message>
    <message>
        <source>Pairs of the prompts you have judged least often.</source>
        <translation>您评判次数最少的提示的对比。</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>接下来评什么</translation>
    </message>
    <message>
        <source>Go through</source>
        <translation>要评的内容</translation>
    </message>
    <message>
        <source>Of the new pairs, first</source>
        <translation>新的对比中，先评</translation>
    </message>
    <message>
        <source>Generate answers before the pairs run out</source>
        <translation>在对比用完之前生成回答</translation>
    </message>
    <message>
        <source>Generate answers…</source>
        <translation>生成回答…</translation>
    </message>
    <message>
        <source>What comes next: {plan}</source>
        <translation>接下来：{plan}</translation>
    </message>
    <message>
        <source>{strategy} (needs a reward model)</source>
        <translation>{strategy}（需要奖励模型）</translation>
    </message>
</context>
<context>
    <name>PlanCard</name>
    <message>
        <source>What will be in it</source>
        <translation>将包含的内容</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在计数…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) so far, counting…</source>
        <translation>
            <numerusform>目前 %n 行，仍在计数…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} × {what}</source>
        <translation>{count} × {what}</translation>
    </message>
    <message>
        <source>This format has no place for:</source>
        <translation>此格式无法容纳：</translation>
    </message>
    <message>
        <source>Every prompt, answer and judgement with its past, times and model versions. Another project can take it in without loss. The models themselves are not in it.</source>
        <translation>所有提示词、回答和评判，连同其历史、时间和模型版本。其他项目可以无损导入。模型本身不包含在内。</translation>
    </message>
    <message>
        <source>There is nothing in the project that this format could hold.</source>
        <translation>项目中没有此格式能够容纳的内容。</translation>
    </message>
    <message>
        <source>A row for each file in the project&apos;s folder “texts”.</source>
        <translation>项目的“texts”文件夹中每个文件一行。</translation>
    </message>
    <message>
        <source>Prompts that are retired or called bad are left out.</source>
        <translation>已停用或被判为无效的提示词不包含在内。</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Applies without a restart.</source>
        <translation>无需重启即可生效。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Ask after a choice faster than reading</source>
        <translation>选择快于阅读时询问</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Reading text</source>
        <translation>阅读文字</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keys of the Rate page</source>
        <translation>评分页的按键</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>New projects go to</source>
        <translation>新项目存放位置</translation>
    </message>
    <message>
        <source>Your data…</source>
        <translation>您的数据…</translation>
    </message>
    <message>
        <source>The folder for your projects</source>
        <translation>存放项目的文件夹</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
</context>
<context>
    <name>ProjectOpener</name>
    <message>
        <source>A project&apos;s folder</source>
        <translation>项目文件夹</translation>
    </message>
</context>
<context>
    <name>PromptCard</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>PROMPT</source>
        <translation>提示词</translation>
    </message>
    <message numerus="yes">
        <source>show %n earlier message(s)</source>
        <translation>
            <numerusform>显示之前的 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>fold</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message>
        <source>Add a prompt</source>
        <translation>添加提示词</translation>
    </message>
    <message>
        <source>Edit the prompt</source>
        <translation>编辑提示词</translation>
    </message>
    <message>
        <source>What the model is asked, as a person would write it.</source>
        <translation>向模型提出的问题，就像人会写的那样。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>System message (optional)</source>
        <translation>系统消息（可选）</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
</context>
<context>
    <name>PromptTable</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息数</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答数</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>in the trash</source>
        <translation>在回收站中</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>PromptsPage</name>
    <message>
        <source>Add a prompt…</source>
        <translation>添加提示词…</translation>
    </message>
    <message>
        <source>Add several…</source>
        <translation>添加多条…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Show the trash</source>
        <translation>显示回收站</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>粘贴…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Generate answers…</source>
        <translation>生成回答…</translation>
    </message>
    <message>
        <source>No prompts yet</source>
        <translation>还没有提示词</translation>
    </message>
    <message>
        <source>A prompt is what the model is asked. About fifty make a good beginning.</source>
        <translation>提示词是向模型提出的问题。大约五十条是个好的开始。</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n 个提示词</numerusform>
        </translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the prompts</source>
        <translation>搜索提示词</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>Comparisons</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Rankings</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Written answers</source>
        <translation>手写的回答</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Comments and tags</source>
        <translation>评论与标签</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Bad prompts</source>
        <translation>不好的提示</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>This is the ceiling: no reward model can agree with you more often.</source>
        <translation>这是上限：没有奖励模型能更多地与您一致。</translation>
    </message>
    <message>
        <source>There is no reward model yet.</source>
        <translation>还没有奖励模型。</translation>
    </message>
    <message>
        <source>Not surely better than a coin yet: rate and train again.</source>
        <translation>还不能肯定好于抛硬币：请继续评判并重新训练。</translation>
    </message>
    <message>
        <source>It has learnt something of your taste.</source>
        <translation>它已学到您的一些品味。</translation>
    </message>
    <message>
        <source>On its own held-out prompts: {share}.</source>
        <translation>在其留出的提示上：{share}。</translation>
    </message>
    <message>
        <source>You lean to the left. Sides are drawn at random, so it only adds noise.</source>
        <translation>您偏向左边。左右是随机的，所以这只会增加噪声。</translation>
    </message>
    <message>
        <source>You lean to the right. Sides are drawn at random, so it only adds noise.</source>
        <translation>您偏向右边。左右是随机的，所以这只会增加噪声。</translation>
    </message>
    <message>
        <source>No leaning to a side is to be seen.</source>
        <translation>看不出偏向哪一边。</translation>
    </message>
    <message>
        <source>You prefer longer answers, and the model will learn it. Do you mean it?</source>
        <translation>您偏好较长的回答，模型会学会这一点。这是您的本意吗？</translation>
    </message>
    <message>
        <source>You prefer shorter answers, and the model will learn it. Do you mean it?</source>
        <translation>您偏好较短的回答，模型会学会这一点。这是您的本意吗？</translation>
    </message>
    <message>
        <source>No leaning to long or short answers is to be seen.</source>
        <translation>看不出偏好长或短的回答。</translation>
    </message>
    <message>
        <source>95%: {low} to {high}</source>
        <translation>95%：{low} 到 {high}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{shortest}–{longest} characters</source>
        <translation>{shortest}–{longest} 个字符</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value}（{low} 到 {high}）</translation>
    </message>
    <message>
        <source>cannot tell: too few scored</source>
        <translation>无法判断：打过分的太少</translation>
    </message>
    <message>
        <source>better than chance</source>
        <translation>好于随机</translation>
    </message>
    <message>
        <source>worse than chance</source>
        <translation>差于随机</translation>
    </message>
    <message>
        <source>no difference to be seen</source>
        <translation>看不出差别</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>You with yourself</source>
        <translation>您与自己</translation>
    </message>
    <message>
        <source>The reward model with you</source>
        <translation>奖励模型与您</translation>
    </message>
    <message>
        <source>Left or right</source>
        <translation>左还是右</translation>
    </message>
    <message>
        <source>Long or short</source>
        <translation>长还是短</translation>
    </message>
    <message>
        <source>Score the answers</source>
        <translation>给回答打分</translation>
    </message>
    <message>
        <source>Comparisons over time</source>
        <translation>随时间的对比数</translation>
    </message>
    <message>
        <source>Nothing to say about yet</source>
        <translation>还没有可说的</translation>
    </message>
    <message>
        <source>Compare some answers first: then this page says how steadily you judge.</source>
        <translation>请先比较一些回答：之后本页会说明您的评判有多稳定。</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s)</source>
        <translation>
            <numerusform>%n 次对比</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n simulated, left out</source>
        <translation>
            <numerusform>%n 次为模拟，未计入</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading your judgements…</source>
        <translation>正在读取您的评判…</translation>
    </message>
    <message>
        <source>With very many of them this takes some seconds.</source>
        <translation>数量很多时需要几秒钟。</translation>
    </message>
    <message>
        <source>by week, from Monday</source>
        <translation>按周，从周一算起</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>Reward model with you</source>
        <translation>奖励模型与您</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Median time</source>
        <translation>用时中位数</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按种类</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Judgements</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Length of both</source>
        <translation>两个回答的总长</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Chosen by it</source>
        <translation>由它选出</translation>
    </message>
    <message>
        <source>Its random share</source>
        <translation>其随机部分</translation>
    </message>
    <message>
        <source>Points apart</source>
        <translation>相差百分点</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>half of your comparisons took less than this</source>
        <translation>您的一半对比用时少于此值</translation>
    </message>
    <message>
        <source>everything you said, in force now</source>
        <translation>您说过且现在有效的一切</translation>
    </message>
    <message>
        <source>tags of prompts, or given in remarks</source>
        <translation>提示的标签，或在评论中给出的标签</translation>
    </message>
    <message>
        <source>Was the strategy worth it?</source>
        <translation>这个策略值得吗？</translation>
    </message>
    <message>
        <source>How often the reward model was wrong about a pair before you judged it: such pairs teach it something. A strategy is worth it when it finds more of them than chance.</source>
        <translation>在您评判之前，奖励模型对一对回答判断错误的频率：这样的对比能教给它东西。策略找到的这类对比比随机更多，才算值得。</translation>
    </message>
    <message>
        <source>Every pair came by chance so far. Choose a strategy on the Rate page; one pair in five stays with chance, to compare with.</source>
        <translation>到目前为止，每一对都是随机选出的。请在“评判”页选择策略；每五对中仍有一对随机选出，以供比较。</translation>
    </message>
    <message>
        <source>Scoring answers</source>
        <translation>正在给回答打分</translation>
    </message>
</context>
<context>
    <name>RankList</name>
    <message>
        <source>Answers in your order</source>
        <translation>按您的次序排列的回答</translation>
    </message>
</context>
<context>
    <name>RankMode</name>
    <message>
        <source>Save and next</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>place; the same place is a tie</source>
        <translation>名次；名次相同即并列</translation>
    </message>
    <message>
        <source>read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>move, through ties</source>
        <translation>移动，可并列</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>取消名次</translation>
    </message>
    <message>
        <source>correcting</source>
        <translation>正在修改</translation>
    </message>
    <message>
        <source>your half-made ranking is back</source>
        <translation>已恢复您未完成的排序</translation>
    </message>
    <message numerus="yes">
        <source>%n ranking(s) left</source>
        <translation>
            <numerusform>还剩 %n 组排序</numerusform>
        </translation>
    </message>
    <message>
        <source>ranking saved ✓</source>
        <translation>排序已保存 ✓</translation>
    </message>
    <message>
        <source>comes back later ✓</source>
        <translation>稍后再来 ✓</translation>
    </message>
    <message>
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
    </message>
</context>
<context>
    <name>RankReader</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answer {letter}</source>
        <translation>回答 {letter}</translation>
    </message>
    <message>
        <source>place {n}</source>
        <translation>第 {n} 名</translation>
    </message>
    <message>
        <source>no place yet</source>
        <translation>尚无名次</translation>
    </message>
</context>
<context>
    <name>RateHeader</name>
    <message>
        <source>Change the goal</source>
        <translation>更改目标</translation>
    </message>
    <message>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>{done} of {goal} today</source>
        <translation>今天 {done} / {goal}</translation>
    </message>
    <message>
        <source>{done} of {goal} today ✓</source>
        <translation>今日 {done}/{goal} ✓</translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>约剩 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>self-agreement {share}%</source>
        <translation>自我一致 {share}%</translation>
    </message>
</context>
<context>
    <name>RateKeys</name>
    <message>
        <source>place {n}</source>
        <translation>第 {n} 名</translation>
    </message>
    <message>
        <source>score {n}</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <source>A much better</source>
        <translation>A 好得多</translation>
    </message>
    <message>
        <source>A better</source>
        <translation>A 更好</translation>
    </message>
    <message>
        <source>A slightly</source>
        <translation>A 稍好</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>一样</translation>
    </message>
    <message>
        <source>B slightly</source>
        <translation>B 稍好</translation>
    </message>
    <message>
        <source>B better</source>
        <translation>B 更好</translation>
    </message>
    <message>
        <source>B much better</source>
        <translation>B 好得多</translation>
    </message>
    <message>
        <source>both good</source>
        <translation>都好</translation>
    </message>
    <message>
        <source>both bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>both good, then say which is better</source>
        <translation>都好，再说哪个更好</translation>
    </message>
    <message>
        <source>both bad, then say which is better</source>
        <translation>都不好，再说哪个更好</translation>
    </message>
    <message>
        <source>correct A</source>
        <translation>修改 A</translation>
    </message>
    <message>
        <source>correct B</source>
        <translation>修改 B</translation>
    </message>
    <message>
        <source>correct this answer</source>
        <translation>修改此回答</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>取消名次</translation>
    </message>
    <message>
        <source>read the answer above</source>
        <translation>阅读上一个回答</translation>
    </message>
    <message>
        <source>read the answer below</source>
        <translation>阅读下一个回答</translation>
    </message>
    <message>
        <source>move up, through ties</source>
        <translation>上移，经过并列</translation>
    </message>
    <message>
        <source>move down, through ties</source>
        <translation>下移，经过并列</translation>
    </message>
    <message>
        <source>save and next</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>question above</source>
        <translation>上一个问题</translation>
    </message>
    <message>
        <source>question below</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <source>leave the text; then the keys act</source>
        <translation>离开文本；之后按键生效</translation>
    </message>
    <message>
        <source>write on</source>
        <translation>继续写</translation>
    </message>
    <message>
        <source>back, draft kept</source>
        <translation>返回，保留草稿</translation>
    </message>
    <message>
        <source>next change</source>
        <translation>下一处改动</translation>
    </message>
    <message>
        <source>change before</source>
        <translation>上一处改动</translation>
    </message>
    <message>
        <source>take the change back</source>
        <translation>撤回此改动</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>bad prompt</source>
        <translation>提示词不合适</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>what differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>fold the prompt</source>
        <translation>收起提示词</translation>
    </message>
    <message>
        <source>a page up</source>
        <translation>上翻一页</translation>
    </message>
    <message>
        <source>a page down</source>
        <translation>下翻一页</translation>
    </message>
    <message>
        <source>Ways of judging</source>
        <translation>评判方式</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>全部按键</translation>
    </message>
    <message>
        <source>search what was judged</source>
        <translation>搜索评判过的内容</translation>
    </message>
    <message>
        <source>drafts that wait</source>
        <translation>等待中的草稿</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>compare two answers</source>
        <translation>比较两个回答</translation>
    </message>
    <message>
        <source>rank answers</source>
        <translation>给回答排序</translation>
    </message>
    <message>
        <source>score answers</source>
        <translation>给回答打分</translation>
    </message>
    <message>
        <source>write answers</source>
        <translation>撰写回答</translation>
    </message>
    <message>
        <source>Which is better</source>
        <translation>哪个更好</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>Correcting</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Other judgements</source>
        <translation>其他评判</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Taking back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>ranking</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>{score} of {high}</source>
        <translation>{score}/{high} 分</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>undo “{what}”</source>
        <translation>撤销“{what}”</translation>
    </message>
    <message>
        <source>redo “{what}”</source>
        <translation>重做“{what}”</translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>Rate</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>“{what}” taken back ✓</source>
        <translation>已撤回“{what}” ✓</translation>
    </message>
    <message>
        <source>“{what}” is back ✓</source>
        <translation>已恢复“{what}” ✓</translation>
    </message>
    <message>
        <source>draft saved ✓</source>
        <translation>草稿已保存 ✓</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Repair the project</source>
        <translation>修复项目</translation>
    </message>
    <message>
        <source>The project&apos;s database is damaged</source>
        <translation>项目的数据库已损坏</translation>
    </message>
    <message>
        <source>What you judged is not lost: it is also in the journal.</source>
        <translation>您的评判没有丢失：日志中也有一份。</translation>
    </message>
    <message>
        <source>Tastemaker makes the database anew from the journal, from all that can still be read of it and, if need be, from the newest backup. The damaged files are kept.</source>
        <translation>Tastemaker 会根据日志、数据库中仍可读取的内容以及（必要时）最新的备份重新生成数据库。损坏的文件会保留。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>The project goes back to the backup of {made}, with {count} judgements. Its present state is kept as a backup first, so you can come back to it.</source>
        <translation>项目将回到 {made} 的备份，含 {count} 条评判。当前状态会先保存为备份，您可以随时回来。</translation>
    </message>
    <message>
        <source>Restore this backup?</source>
        <translation>恢复这个备份？</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>A job is at work</source>
        <translation>有任务正在运行</translation>
    </message>
    <message>
        <source>The project must be closed for this, and a job is using it.</source>
        <translation>此操作需要先关闭项目，而有任务正在使用它。</translation>
    </message>
    <message>
        <source>Stop the job or wait for its end, then try again.</source>
        <translation>请停止该任务或等它结束，然后重试。</translation>
    </message>
    <message numerus="yes">
        <source>The project is back at that backup, with %n judgement(s). What stood before is the newest backup in the list.</source>
        <translation>
            <numerusform>项目已回到该备份，含 %n 条评判。之前的状态是列表中最新的备份。</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged files are in {folder}.</source>
        <translation>损坏的文件在 {folder} 中。</translation>
    </message>
    <message>
        <source>Repaired. No judgement was touched.</source>
        <translation>已修复。没有改动任何评判。</translation>
    </message>
</context>
<context>
    <name>RemarkBar</name>
    <message>
        <source>Change: {remark}</source>
        <translation>更改：{remark}</translation>
    </message>
    <message>
        <source>Remove: {remark}</source>
        <translation>删除：{remark}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>RemarkDialog</name>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Flag an answer</source>
        <translation>标记回答</translation>
    </message>
    <message>
        <source>Words that you selected before are marked in it.</source>
        <translation>您事先选中的文字会被标出。</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>An empty comment takes the earlier one back.</source>
        <translation>留空即撤回先前的评论。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Words to find it by, with commas between them.</source>
        <translation>便于查找的词，用逗号分隔。</translation>
    </message>
</context>
<context>
    <name>Remarking</name>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Collecting …</source>
        <translation>正在收集…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Saved as {path}. Nothing was sent: give it to whom you like.</source>
        <translation>已保存为 {path}。没有发送任何内容，您可以自行决定交给谁。</translation>
    </message>
    <message>
        <source>Files of the report</source>
        <translation>报告中的文件</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>These files help to find out what went wrong. Your prompts, answers, name and folders are taken out; read them to be sure. They are saved where you choose and sent nowhere.</source>
        <translation>这些文件有助于查明问题。其中已去除您的提示词、回答、姓名和文件夹；请自行查看确认。文件只保存到您选择的位置，不会发送到任何地方。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), {size} of text. The report holds exactly these.</source>
        <translation>
            <numerusform>%n 个文件，共 {size} 文本。报告只包含这些内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>The report could not be collected.</source>
        <translation>无法收集报告。</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip 文件 (*.zip)</translation>
    </message>
</context>
<context>
    <name>RerateDialog</name>
    <message>
        <source>Judge again</source>
        <translation>重新评判</translation>
    </message>
    <message>
        <source>The earlier judgement stays in the history.</source>
        <translation>先前的评判会保留在历史中。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Use it as an example to imitate</source>
        <translation>作为示范来模仿</translation>
    </message>
    <message>
        <source>Use it as a pair: mine is better</source>
        <translation>作为一对：我写的更好</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>标签（用逗号分隔）</translation>
    </message>
    <message>
        <source>no preference given</source>
        <translation>未选择偏好</translation>
    </message>
    <message>
        <source>nothing said about it</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Which is better</source>
        <translation>哪个更好</translation>
    </message>
    <message>
        <source>Both of them</source>
        <translation>两者</translation>
    </message>
</context>
<context>
    <name>ResponseView</name>
    <message>
        <source>Open a link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Open this address in the browser? It was written by a model.</source>
        <translation>要在浏览器中打开这个地址吗？它是模型写的。</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reward went from {before} to {after}, at a KL of {kl} nats from the start.</source>
        <translation>奖励从 {before} 变为 {after}，与起点的 KL 为 {kl} 奈特。</translation>
    </message>
    <message>
        <source>Held-out loss went from {before} to {after}.</source>
        <translation>留出损失从 {before} 变为 {after}。</translation>
    </message>
    <message>
        <source>It was stopped before it was measured again, so what it gained is not known.</source>
        <translation>在再次测量之前就停止了，因此不知道取得了多少进步。</translation>
    </message>
</context>
<context>
    <name>RewardReport</name>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation>学习曲线</translation>
    </message>
    <message>
        <source>Is it as sure as it may be?</source>
        <translation>它的把握是否恰当？</translation>
    </message>
    <message>
        <source>Agreement with you by how sure it is; dashed: perfect; grey: uncorrected</source>
        <translation>按把握程度统计的一致率；虚线：理想；灰线：校正前</translation>
    </message>
    <message>
        <source>Would more judgements help?</source>
        <translation>更多评判会有帮助吗？</translation>
    </message>
    <message>
        <source>Agreement on unseen prompts of a quick model, by judged pairs</source>
        <translation>快速模型在未见提示上的一致率，按评判的对数</translation>
    </message>
    <message>
        <source>how sure it is</source>
        <translation>把握程度</translation>
    </message>
    <message>
        <source>{sure}% sure: right in {right}% ({low} to {high}%)</source>
        <translation>把握 {sure}%：正确 {right}%（{low}% 至 {high}%）</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>对</translation>
    </message>
    <message>
        <source>{pairs} pairs: {right}% ({low} to {high}%)</source>
        <translation>{pairs} 对：{right}%（{low}% 至 {high}%）</translation>
    </message>
</context>
<context>
    <name>RewardWords</name>
    <message>
        <source>ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>rate more</source>
        <translation>需要更多评判</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>It agrees with you surely more often than chance: PPO can learn against it.</source>
        <translation>它与您的一致程度明确高于随机水平：PPO 可以用它来学习。</translation>
    </message>
    <message>
        <source>By its learning curve about {more} more judged pairs would make it ready.</source>
        <translation>按学习曲线估计，再评判约 {more} 对即可就绪。</translation>
    </message>
    <message>
        <source>Too few unseen pairs to judge it: about {more} more judged pairs are needed for that.</source>
        <translation>未见过的对太少，无法评价：大约还需评判 {more} 对。</translation>
    </message>
    <message>
        <source>How many more pairs it takes cannot be told: the learning curve is flat. Other prompts, clearer preferences or a larger model may help more than further pairs.</source>
        <translation>无法判断还需要多少对：学习曲线是平的。换用其他提示、更明确的偏好或更大的模型，可能比继续评判更有帮助。</translation>
    </message>
    <message>
        <source>How many more pairs it takes cannot be told: it learns, but the goal lies beyond four times the pairs there are.</source>
        <translation>无法判断还需要多少对：它在学习，但目标超出现有对数的四倍。</translation>
    </message>
    <message>
        <source>There are no unseen pairs with a preference, so nothing could be measured.</source>
        <translation>没有带偏好的未见过的对，因此无法测量。</translation>
    </message>
    <message>
        <source>comparisons</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>rankings</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>corrections</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Agrees with you on {value}% of {n} pairs it has not seen (95% interval {low} to {high}%).</source>
        <translation>在它未见过的 {n} 对中，有 {value}% 与您一致（95% 区间 {low}% 至 {high}%）。</translation>
    </message>
    <message>
        <source>Each prompt was left out once and told by a model that had not seen it.</source>
        <translation>每个提示都被留出一次，由没有见过它的模型来判断。</translation>
    </message>
    <message>
        <source>By kind: {shares}</source>
        <translation>按种类：{shares}</translation>
    </message>
    <message>
        <source>By how much longer the preferred answer is (tokens): {shares}</source>
        <translation>按所偏好的回答长出多少（词元）：{shares}</translation>
    </message>
    <message>
        <source>Of two answers with different scores it prefers the better one in {value}% of cases ({n} scored answers).</source>
        <translation>两个回答的评分不同时，它在 {value}% 的情况下偏好评分更高的那个（共 {n} 个已评分的回答）。</translation>
    </message>
    <message>
        <source>Correlation of its rewards with length: {value}. Log loss: {loss}.</source>
        <translation>奖励与长度的相关系数：{value}。对数损失：{loss}。</translation>
    </message>
    <message>
        <source>The second reward model, which PPO never sees: {share}</source>
        <translation>第二个奖励模型（PPO 从不使用）：{share}</translation>
    </message>
    <message>
        <source>{value}% of {n}</source>
        <translation>{n} 对中的 {value}%</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message>
        <source>fits {n} of {answers} ({share}%)</source>
        <translation>符合 {n} / {answers}（{share}%）</translation>
    </message>
    <message>
        <source>It tells no answer from another, so nothing is learnt by it.</source>
        <translation>它区分不了任何回答，因此学不到东西。</translation>
    </message>
    <message>
        <source>Fits: {answer}</source>
        <translation>符合：{answer}</translation>
    </message>
    <message>
        <source>Does not fit: {answer}</source>
        <translation>不符合：{answer}</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>太慢</translation>
    </message>
    <message>
        <source>It takes too long on these answers and would hold up the run. Avoid nested repetitions such as (a+)+.</source>
        <translation>它在这些回答上花的时间太长，会拖住运行。请避免 (a+)+ 这样的嵌套重复。</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未试用</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>Your rules, tried</source>
        <translation>试用您的规则</translation>
    </message>
    <message>
        <source>Trying them…</source>
        <translation>正在试用…</translation>
    </message>
    <message>
        <source>On the newest {n} answers of this project. Together they give {mean} on average.</source>
        <translation>在本项目最新的 {n} 个回答上。合起来平均给 {mean}。</translation>
    </message>
    <message>
        <source>There are no answers yet to try them on. Generate some first.</source>
        <translation>还没有可供试用的回答。请先生成一些。</translation>
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Discard the run…</source>
        <translation>丢弃运行…</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Save the charts</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>保存数据</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>A run trains a model. Its charts and samples are shown here while it works.</source>
        <translation>一次运行训练一个模型。进行时这里显示它的图表和样例。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>去训练</translation>
    </message>
    <message>
        <source>Discard the run</source>
        <translation>丢弃运行</translation>
    </message>
    <message>
        <source>Discard this run and the model it has made so far?</source>
        <translation>要丢弃这次运行以及它目前得到的模型吗？</translation>
    </message>
    <message>
        <source>Your judgements are not touched.</source>
        <translation>您的评判不受影响。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>agrees with you on {share}%</source>
        <translation>与您一致 {share}%</translation>
    </message>
    <message>
        <source>reward {before} → {after}</source>
        <translation>奖励 {before} → {after}</translation>
    </message>
    <message>
        <source>answers: {count}</source>
        <translation>回答：{count}</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>before an update</source>
        <translation>升级之前</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>while rating</source>
        <translation>评判期间</translation>
    </message>
    <message>
        <source>made by you</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>before a restore</source>
        <translation>恢复之前</translation>
    </message>
    <message>
        <source>database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>runs and models</source>
        <translation>运行与模型</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Project {name}</source>
        <translation>项目 {name}</translation>
    </message>
    <message>
        <source>Base models, made ready to load</source>
        <translation>已准备好的基础模型</translation>
    </message>
    <message>
        <source>Engines that compute</source>
        <translation>计算引擎</translation>
    </message>
    <message>
        <source>Settings of the window</source>
        <translation>窗口设置</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Pages of the database</source>
        <translation>数据库的页</translation>
    </message>
    <message>
        <source>Links between its tables</source>
        <translation>各表之间的关联</translation>
    </message>
    <message>
        <source>Judgements and what they speak of</source>
        <translation>评判及其所指的回答</translation>
    </message>
    <message>
        <source>What follows from them</source>
        <translation>由评判推导出的内容</translation>
    </message>
    <message>
        <source>Journal, row by row</source>
        <translation>日志，逐行核对</translation>
    </message>
    <message>
        <source>Files of the model versions</source>
        <translation>各模型版本的文件</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>The database is gone; its journal is there.</source>
        <translation>数据库不见了；它的日志还在。</translation>
    </message>
    <message>
        <source>Cannot be read: {about}</source>
        <translation>无法读取：{about}</translation>
    </message>
    <message>
        <source>A row speaks of one that is not there: {about}</source>
        <translation>有一行指向不存在的内容：{about}</translation>
    </message>
    <message>
        <source>Judgement {about} speaks of an answer that is not there.</source>
        <translation>评判 {about} 所指的回答不存在。</translation>
    </message>
    <message>
        <source>Judgement {about} is wrongly counted as standing or taken back.</source>
        <translation>评判 {about} 是否有效的标记有误。</translation>
    </message>
    <message>
        <source>The search text of prompt {about} is not that of its messages.</source>
        <translation>提示 {about} 的搜索文本与其消息不符。</translation>
    </message>
    <message>
        <source>There is no journal.</source>
        <translation>没有日志。</translation>
    </message>
    <message>
        <source>The journal belongs to another state of the project.</source>
        <translation>该日志属于项目的另一个状态。</translation>
    </message>
    <message>
        <source>Line {about} of the journal is damaged.</source>
        <translation>日志的第 {about} 行已损坏。</translation>
    </message>
    <message>
        <source>The journal lacks {about}.</source>
        <translation>日志中缺少 {about}。</translation>
    </message>
    <message>
        <source>The journal says something else about {about}.</source>
        <translation>日志中关于 {about} 的内容与数据库不同。</translation>
    </message>
    <message>
        <source>The files of “{about}” are missing.</source>
        <translation>“{about}”的文件不见了。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>The newest backup is damaged: {about}</source>
        <translation>最新的备份已损坏：{about}</translation>
    </message>
    <message>
        <source>Saved: {judgements} judgements, {prompts} prompts, {responses} answers and {versions} model versions.</source>
        <translation>已挽救：{judgements} 条评判、{prompts} 个提示、{responses} 个回答和 {versions} 个模型版本。</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Lost: {judgements} judgements and {rows} other rows.</source>
        <translation>丢失：{judgements} 条评判和 {rows} 行其他内容。</translation>
    </message>
</context>
<context>
    <name>SamplesCard</name>
    <message>
        <source>Samples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Show changes</source>
        <translation>显示改动</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>same prompt through the run</source>
        <translation>同一提示词在运行中的变化</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>ends properly</source>
        <translation>正常结束</translation>
    </message>
    <message>
        <source>cut off at the length limit</source>
        <translation>到长度上限被截断</translation>
    </message>
    <message>
        <source>reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>{name} {now} (was {before})</source>
        <translation>{name} {now}（之前 {before}）</translation>
    </message>
</context>
<context>
    <name>ScoreMode</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Scores…</source>
        <translation>评分项…</translation>
    </message>
    <message>
        <source>score</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>question</source>
        <translation>切换评分项</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) left</source>
        <translation>
            <numerusform>还剩 %n 个回答</numerusform>
        </translation>
    </message>
    <message>
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
    </message>
    <message>
        <source>comes back later ✓</source>
        <translation>稍后再来 ✓</translation>
    </message>
    <message>
        <source>correcting</source>
        <translation>正在修改</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 个词</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScorePlanDialog</name>
    <message>
        <source>Scores</source>
        <translation>评分项</translation>
    </message>
    <message>
        <source>What to say of each answer. Scores given before stay as they were given.</source>
        <translation>对每个回答要评的内容。先前的评分保持不变。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>总体</translation>
    </message>
    <message>
        <source>Add an aspect</source>
        <translation>添加方面</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Aspects</source>
        <translation>方面</translation>
    </message>
    <message>
        <source>Aspect</source>
        <translation>方面</translation>
    </message>
    <message>
        <source>1 means</source>
        <translation>1 表示</translation>
    </message>
    <message>
        <source>The highest means</source>
        <translation>最高分表示</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>分制</translation>
    </message>
    <message>
        <source>Scale of {aspect}</source>
        <translation>“{aspect}”的分制</translation>
    </message>
    <message>
        <source>good / fair / poor</source>
        <translation>好 / 一般 / 差</translation>
    </message>
</context>
<context>
    <name>ScoreRows</name>
    <message>
        <source>Overall</source>
        <translation>总体</translation>
    </message>
</context>
<context>
    <name>ScoreWords</name>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
</context>
<context>
    <name>SettingEditor</name>
    <message>
        <source>From {low} to {high}.</source>
        <translation>{low} 到 {high}。</translation>
    </message>
    <message>
        <source>At least {low}.</source>
        <translation>至少 {low}。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Upper layers</source>
        <translation>上层数</translation>
    </message>
    <message>
        <source>Frozen weights in</source>
        <translation>冻结权重的位数</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>步长计划</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>遍数</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Micro-batch size</source>
        <translation>微批大小</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>重新计算激活值</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Held-out share</source>
        <translation>留出比例</translation>
    </message>
    <message>
        <source>Train the head only</source>
        <translation>只训练头部</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Second model&apos;s share</source>
        <translation>第二模型的份额</translation>
    </message>
    <message>
        <source>Weights of aspects</source>
        <translation>各方面的权重</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Answers to learn</source>
        <translation>学习哪些回答</translation>
    </message>
    <message>
        <source>Centring</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>Strength margin</source>
        <translation>强度间隔</translation>
    </message>
    <message>
        <source>Samples for scaling</source>
        <translation>用于缩放的样本</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Rollout size</source>
        <translation>每次采样数</translation>
    </message>
    <message>
        <source>Price of KL</source>
        <translation>KL 代价</translation>
    </message>
    <message>
        <source>KL controller</source>
        <translation>KL 控制器</translation>
    </message>
    <message>
        <source>KL target</source>
        <translation>KL 目标</translation>
    </message>
    <message>
        <source>KL horizon</source>
        <translation>KL 调整跨度</translation>
    </message>
    <message>
        <source>Penalty for no end</source>
        <translation>无结尾惩罚</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Own rules</source>
        <translation>自定义规则</translation>
    </message>
    <message>
        <source>Reward limit</source>
        <translation>奖励上限</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新次数</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>GAE lambda</source>
        <translation>GAE lambda</translation>
    </message>
    <message>
        <source>Clip range</source>
        <translation>裁剪范围</translation>
    </message>
    <message>
        <source>Value clip range</source>
        <translation>价值裁剪范围</translation>
    </message>
    <message>
        <source>Value coefficient</source>
        <translation>价值系数</translation>
    </message>
    <message>
        <source>Whiten rewards</source>
        <translation>奖励白化</translation>
    </message>
    <message>
        <source>KL limit of an update</source>
        <translation>单次更新的 KL 上限</translation>
    </message>
    <message>
        <source>Samples every</source>
        <translation>样例间隔</translation>
    </message>
    <message>
        <source>Prompts for samples</source>
        <translation>样例提示词数</translation>
    </message>
    <message>
        <source>On an alarm</source>
        <translation>出现警报时</translation>
    </message>
    <message>
        <source>Ask you every</source>
        <translation>询问您的间隔</translation>
    </message>
    <message>
        <source>Pairs to ask</source>
        <translation>询问的成对数</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Length-normalised</source>
        <translation>按长度归一</translation>
    </message>
    <message>
        <source>Answers a prompt</source>
        <translation>每个提示词的回答数</translation>
    </message>
    <message>
        <source>Spread of temperatures</source>
        <translation>温度的跨度</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Train low-rank adapters, or all weights.</source>
        <translation>训练低秩适配器，或全部权重。</translation>
    </message>
    <message>
        <source>How much the adapters can learn; 8 to 64 is usual. More takes more memory.</source>
        <translation>适配器能学多少；通常为 8 到 64。越大占用内存越多。</translation>
    </message>
    <message>
        <source>How strongly the adapters act: alpha / rank. Twice the rank is usual.</source>
        <translation>适配器作用的强度：alpha / 秩。通常为秩的两倍。</translation>
    </message>
    <message>
        <source>How far each step goes: too far and the loss jumps, not far enough and little is learnt.</source>
        <translation>每一步走多远：太远损失会跳动，太近则学得很少。</translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards zero; 0 is not at all.</source>
        <translation>把权重拉向零的强度；0 表示完全不拉。</translation>
    </message>
    <message>
        <source>How the step size falls after the warm-up.</source>
        <translation>预热之后步长如何下降。</translation>
    </message>
    <message>
        <source>Adam&apos;s epsilon, which keeps its divisions from growing too large.</source>
        <translation>Adam 的 epsilon，防止其除法结果过大。</translation>
    </message>
    <message>
        <source>Largest gradient norm; larger gradients are scaled down to it.</source>
        <translation>梯度范数上限；更大的梯度会缩小到它。</translation>
    </message>
    <message>
        <source>Where to compute; auto takes a graphics card that works, else the processor.</source>
        <translation>在哪里计算；auto 选用可用的显卡，否则用处理器。</translation>
    </message>
    <message>
        <source>Discount of later rewards; 1 is none.</source>
        <translation>对较晚奖励的折扣；1 表示不打折。</translation>
    </message>
    <message>
        <source>Whom advantages trust: 1 the rewards alone, 0 the value model alone.</source>
        <translation>优势信任谁：1 只信奖励，0 只信价值模型。</translation>
    </message>
    <message>
        <source>Largest change of a token&apos;s probability in an update, as a share.</source>
        <translation>一次更新中词元概率的最大变化，以比例表示。</translation>
    </message>
    <message>
        <source>Largest change of a value in an update.</source>
        <translation>一次更新中价值的最大变化。</translation>
    </message>
    <message>
        <source>How many of the upper layers are trained; 0 is all. Fewer is faster.</source>
        <translation>训练最上面的多少层；0 为全部。越少越快。</translation>
    </message>
    <message>
        <source>Hold the frozen weights in 8 or 4 bits: less memory, a little less exact. It needs an NVIDIA GPU.</source>
        <translation>以 8 位或 4 位保存冻结的权重：占用内存更少，精度略有下降。需要 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>Share of the steps spent warming up.</source>
        <translation>用于预热的步数比例。</translation>
    </message>
    <message>
        <source>Passes over the data.</source>
        <translation>遍历数据的次数。</translation>
    </message>
    <message>
        <source>Passes over each rollout.</source>
        <translation>遍历每批采样的次数。</translation>
    </message>
    <message>
        <source>Examples for each step.</source>
        <translation>每步的样本数。</translation>
    </message>
    <message>
        <source>Responses in a minibatch.</source>
        <translation>每个小批的回答数。</translation>
    </message>
    <message>
        <source>Responses sampled at once.</source>
        <translation>同时采样的回答数。</translation>
    </message>
    <message>
        <source>Examples computed at once; smaller needs less memory.</source>
        <translation>同时计算的样本数；越小占用内存越少。</translation>
    </message>
    <message>
        <source>Longest prompt with response; longer prompts lose their beginning.</source>
        <translation>提示词连同回答的最大长度；更长的提示词会丢掉开头。</translation>
    </message>
    <message>
        <source>Compute activations again on the way back instead of keeping them: slower, less memory.</source>
        <translation>反向传播时重新计算激活值而不保存：更慢，但占用内存更少。</translation>
    </message>
    <message>
        <source>Steps between checkpoints.</source>
        <translation>两个检查点之间的步数。</translation>
    </message>
    <message>
        <source>Updates between checkpoints.</source>
        <translation>两个检查点之间的更新次数。</translation>
    </message>
    <message>
        <source>Seed of the random numbers.</source>
        <translation>随机数的种子。</translation>
    </message>
    <message>
        <source>Precision of the frozen weights.</source>
        <translation>冻结权重的精度。</translation>
    </message>
    <message>
        <source>Share of the prompts kept for measuring.</source>
        <translation>留作检验的提示词比例。</translation>
    </message>
    <message>
        <source>Train only the head, on features computed once: seconds instead of minutes, less exact.</source>
        <translation>只在一次算好的特征上训练头部：几秒而非几分钟，但精度较低。</translation>
    </message>
    <message>
        <source>Parts of the prompts that are held out in turn; 0 decides by their number, 1 is one part.</source>
        <translation>轮流留出的提示份数；0 表示按数量自动决定，1 表示只留出一份。</translation>
    </message>
    <message>
        <source>Share of the prompts for a second reward model, which PPO never sees and which warns when the policy games the first; 0 is none.</source>
        <translation>用于第二个奖励模型的提示比例；PPO 从不使用它，当策略钻第一个模型的空子时它会发出警告；0 表示不训练。</translation>
    </message>
    <message>
        <source>Weights of the aspects in scores, such as overall=1, tone=0.5; empty counts all alike.</source>
        <translation>评分中各方面的权重，例如 overall=1, tone=0.5；留空则一视同仁。</translation>
    </message>
    <message>
        <source>Steps between measurements of the held-out loss; 0 is each epoch.</source>
        <translation>两次测量留出损失之间的步数；0 表示每轮一次。</translation>
    </message>
    <message>
        <source>Measurements without a lower held-out loss after which the run ends; the best model is kept. 0 goes on to the end and keeps the last.</source>
        <translation>留出损失连续这么多次没有降低就结束，并保留最好的模型；0 表示一直运行到底并保留最后的模型。</translation>
    </message>
    <message>
        <source>Learn the last answer of a conversation, or every answer in it.</source>
        <translation>只学习对话的最后一个回答，或学习其中每个回答。</translation>
    </message>
    <message>
        <source>Weight of the term that keeps rewards near zero.</source>
        <translation>使奖励保持在零附近的项的权重。</translation>
    </message>
    <message>
        <source>Extra distance wanted for each step of preference strength.</source>
        <translation>偏好每强一级所要求的额外差距。</translation>
    </message>
    <message>
        <source>Samples of the reference that set mean 0 and deviation 1.</source>
        <translation>用来把均值定为 0、标准差定为 1 的参考样本数。</translation>
    </message>
    <message>
        <source>Spread of the sampling; 1 is the model&apos;s own.</source>
        <translation>采样的分散程度；1 为模型本身。</translation>
    </message>
    <message>
        <source>Longest response.</source>
        <translation>回答的最大长度。</translation>
    </message>
    <message>
        <source>Sample from the likeliest tokens up to this share.</source>
        <translation>只在累计到这个比例的最可能词元中采样。</translation>
    </message>
    <message>
        <source>Sample from this many likeliest tokens; 0 is all.</source>
        <translation>只在这么多个最可能的词元中采样；0 为全部。</translation>
    </message>
    <message>
        <source>Responses sampled for each update.</source>
        <translation>每次更新采样的回答数。</translation>
    </message>
    <message>
        <source>Price of a nat of KL from the reference.</source>
        <translation>偏离参考模型每一奈特 KL 的代价。</translation>
    </message>
    <message>
        <source>Keep the price, or steer KL to its target.</source>
        <translation>保持代价不变，或把 KL 引向目标。</translation>
    </message>
    <message>
        <source>KL to steer to.</source>
        <translation>要引向的 KL。</translation>
    </message>
    <message>
        <source>Responses over which the price adapts.</source>
        <translation>代价调整所跨的回答数。</translation>
    </message>
    <message>
        <source>Taken from the reward of a response without an end.</source>
        <translation>从没有结尾的回答的奖励中扣除。</translation>
    </message>
    <message>
        <source>Taken from the reward for each token.</source>
        <translation>每个词元从奖励中扣除。</translation>
    </message>
    <message>
        <source>Taken from the reward of a response that only repeats itself; in part, for a part.</source>
        <translation>回答完全自我重复时从奖励中扣除；部分重复则按比例扣除。</translation>
    </message>
    <message>
        <source>Rewards of your own, one a line: weight, then “regex” and a pattern or “json” and a shape.</source>
        <translation>您自己的奖励，每行一条：权重，然后是“regex”加模式，或“json”加结构。</translation>
    </message>
    <message>
        <source>Largest reward-model score, either way; 0 is no limit.</source>
        <translation>奖励模型分数的上限（正负皆然）；0 为不限。</translation>
    </message>
    <message>
        <source>Rounds of sampling and learning.</source>
        <translation>采样与学习的轮数。</translation>
    </message>
    <message>
        <source>Weight of the value loss.</source>
        <translation>价值损失的权重。</translation>
    </message>
    <message>
        <source>Scale rewards to deviation 1, keeping the mean.</source>
        <translation>把奖励缩放到标准差为 1，保持均值。</translation>
    </message>
    <message>
        <source>End the epochs of an update early above this KL from the sampling policy; 0 is never.</source>
        <translation>与采样策略的 KL 超过此值时提前结束本次更新；0 为从不。</translation>
    </message>
    <message>
        <source>Updates between samples on held-out prompts.</source>
        <translation>两次留出提示词样例之间的更新次数。</translation>
    </message>
    <message>
        <source>Held-out prompts sampled through the run.</source>
        <translation>运行过程中采样的留出提示词数。</translation>
    </message>
    <message>
        <source>What happens when the policy seems to game its judge: a warning, or also a pause.</source>
        <translation>当策略似乎在钻评判的空子时：只警告，或同时暂停。</translation>
    </message>
    <message>
        <source>Updates between pauses in which you judge blind pairs; 0 is never.</source>
        <translation>每隔多少次更新暂停，让您盲评成对回答；0 表示从不。</translation>
    </message>
    <message>
        <source>Blind pairs of each pause: the policy against its start.</source>
        <translation>每次暂停的盲评对数：策略对比其起点。</translation>
    </message>
    <message>
        <source>How strongly the policy is held to the reference.</source>
        <translation>策略被约束在参考模型附近的强度。</translation>
    </message>
    <message>
        <source>Share of pairs assumed to be wrong.</source>
        <translation>假定为错误的成对评判比例。</translation>
    </message>
    <message>
        <source>Divide log-probabilities by the length.</source>
        <translation>把对数概率除以长度。</translation>
    </message>
    <message>
        <source>Responses for each prompt from each version.</source>
        <translation>每个版本对每个提示的回答数。</translation>
    </message>
    <message>
        <source>How far the temperatures of one prompt&apos;s responses lie below and above; 0 is all alike.</source>
        <translation>同一提示的各回答的温度上下相差多少；0 表示全部相同。</translation>
    </message>
    <message>
        <source>Numbers of the versions that answer, with commas; empty is the newest.</source>
        <translation>作答版本的编号，以逗号分隔；留空为最新版本。</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练什么</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Environment and reward</source>
        <translation>环境与奖励</translation>
    </message>
</context>
<context>
    <name>SeveralPromptsDialog</name>
    <message>
        <source>Add several prompts</source>
        <translation>添加多条提示词</translation>
    </message>
    <message>
        <source>Write or paste one prompt in each line.</source>
        <translation>每行写入或粘贴一条提示词。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
</context>
<context>
    <name>StageCards</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Policy (PPO)</source>
        <translation>策略（PPO）</translation>
    </message>
    <message>
        <source>Next round</source>
        <translation>下一轮</translation>
    </message>
    <message numerus="yes">
        <source>%n round(s) completed</source>
        <translation>
            <numerusform>已完成 %n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>fine-tuned on your texts</source>
        <translation>已用您的文本微调</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n 个评判</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>还差 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) left</source>
        <translation>
            <numerusform>还剩 %n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>not trained yet</source>
        <translation>尚未训练</translation>
    </message>
    <message>
        <source>{share}% of unseen pairs</source>
        <translation>未见数据的 {share}%</translation>
    </message>
    <message>
        <source>getting there</source>
        <translation>接近了</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>PPO</source>
        <translation>PPO</translation>
    </message>
    <message>
        <source>DPO</source>
        <translation>DPO</translation>
    </message>
    <message>
        <source>Generation of answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped, kept</source>
        <translation>已停止，已保留</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>reading the answers</source>
        <translation>正在读取回答</translation>
    </message>
    <message>
        <source>setting the unit of rewards</source>
        <translation>正在确定奖励的单位</translation>
    </message>
    <message>
        <source>drawing the learning curve</source>
        <translation>正在绘制学习曲线</translation>
    </message>
    <message>
        <source>cross-validating</source>
        <translation>正在交叉验证</translation>
    </message>
    <message>
        <source>training the second model</source>
        <translation>正在训练第二个模型</translation>
    </message>
    <message>
        <source>{stage} · round {round}</source>
        <translation>{stage} · 第 {round} 轮</translation>
    </message>
    <message>
        <source>update {done} of {total}</source>
        <translation>更新 {done} / {total}</translation>
    </message>
    <message>
        <source>answer {done} of {total}</source>
        <translation>回答 {done} / {total}</translation>
    </message>
    <message>
        <source>step {done} of {total}</source>
        <translation>第 {done} / {total} 步</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message numerus="yes">
        <source>%n judgement(s)</source>
        <translation>
            <numerusform>%n 个评判</numerusform>
        </translation>
    </message>
    <message>
        <source>⚠ judgements are saved once: the journal cannot be written</source>
        <translation>⚠ 评判只保存了一份：无法写入日志</translation>
    </message>
    <message>
        <source>Computes on: {device}. {reason}</source>
        <translation>计算设备：{device}。{reason}</translation>
    </message>
    <message>
        <source>no reward model yet</source>
        <translation>还没有奖励模型</translation>
    </message>
    <message>
        <source>reward model agrees on {share}% of unseen pairs</source>
        <translation>奖励模型在未见数据上的一致率为 {share}%</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Start from</source>
        <translation>起始版本</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>高级设置</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>充分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>How thorough</source>
        <translation>充分程度</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Tastemaker</source>
        <translation>打开 Tastemaker</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>It failed.</source>
        <translation>失败了。</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>已完成。</translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message>
        <source>Drop the drafts</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Drop all drafts that wait? What you began in them is lost.</source>
        <translation>丢弃所有等待中的草稿？其中已写的内容将会丢失。</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>Bringing the project up to date</source>
        <translation>正在更新项目</translation>
    </message>
    <message>
        <source>It was made by an earlier version of Tastemaker. A copy of it goes to its backups first; nothing is lost if this is stopped.</source>
        <translation>该项目由较早版本的 Tastemaker 创建。会先把副本放入备份；中途停止不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>完成这一步后停止…</translation>
    </message>
</context>
<context>
    <name>VersionCard</name>
    <message>
        <source>Model version</source>
        <translation>模型版本</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>版本名称</translation>
    </message>
    <message>
        <source>Chat with this</source>
        <translation>与它对话</translation>
    </message>
    <message>
        <source>Show its run</source>
        <translation>查看它的运行</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Base model: {base}</source>
        <translation>基座模型：{base}</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>base</source>
        <translation>基座</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Agreement on unseen pairs</source>
        <translation>未见数据上的一致率</translation>
    </message>
    <message>
        <source>Lower end of its interval</source>
        <translation>区间下限</translation>
    </message>
    <message>
        <source>Upper end of its interval</source>
        <translation>区间上限</translation>
    </message>
    <message>
        <source>Unseen pairs</source>
        <translation>未见过的成对回答</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Correlation with length</source>
        <translation>与长度的相关</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新次数</translation>
    </message>
    <message>
        <source>Reward before</source>
        <translation>之前的奖励</translation>
    </message>
    <message>
        <source>Reward after</source>
        <translation>之后的奖励</translation>
    </message>
    <message>
        <source>KL to the start</source>
        <translation>与起点的 KL</translation>
    </message>
    <message>
        <source>Loss before</source>
        <translation>之前的损失</translation>
    </message>
    <message>
        <source>Loss after</source>
        <translation>之后的损失</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
</context>
<context>
    <name>VersionsModel</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
</context>
<context>
    <name>WarningsCard</name>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>and {count} earlier</source>
        <translation>以及之前的 {count} 条</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Try the sample project</source>
        <translation>试试示例项目</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Teach a language model your taste</source>
        <translation>把您的品味教给语言模型</translation>
    </message>
    <message>
        <source>You judge pairs of answers; a reward model learns your judgement, and the model learns from it. Everything stays on this computer, in one folder.</source>
        <translation>您评判成对的回答；奖励模型学习您的判断，模型再向它学习。一切都留在这台电脑的一个文件夹里。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>The sample project has prompts with two answers each, ready to rate.</source>
        <translation>示例项目里的提示词都带有现成的回答，可以立即评判。</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Sample project</source>
        <translation>示例项目</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Import from the clipboard…</source>
        <translation>从剪贴板导入…</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>所有命令…</translation>
    </message>
    <message>
        <source>Larger reading text</source>
        <translation>放大阅读文字</translation>
    </message>
    <message>
        <source>Smaller reading text</source>
        <translation>缩小阅读文字</translation>
    </message>
    <message>
        <source>Usual reading text</source>
        <translation>阅读文字恢复正常大小</translation>
    </message>
    <message>
        <source>Your data…</source>
        <translation>您的数据…</translation>
    </message>
    <message>
        <source>What computes…</source>
        <translation>计算设备…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>Save a report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>About Tastemaker</source>
        <translation>关于 Tastemaker</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>WorkAhead</name>
    <message>
        <source>Scoring answers</source>
        <translation>正在给回答打分</translation>
    </message>
</context>
<context>
    <name>WriteMode</name>
    <message>
        <source>Your answer</source>
        <translation>您的回答</translation>
    </message>
    <message>
        <source>Write the answer you would like to get.</source>
        <translation>写下您希望得到的回答。</translation>
    </message>
    <message>
        <source>Save and next</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>An example to imitate.</source>
        <translation>供模仿的范例。</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) left</source>
        <translation>
            <numerusform>还剩 %n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>demonstration saved ✓</source>
        <translation>示范已保存 ✓</translation>
    </message>
    <message>
        <source>comes back later ✓</source>
        <translation>稍后再来 ✓</translation>
    </message>
    <message>
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 个词</numerusform>
        </translation>
    </message>
    <message>
        <source>your draft is back</source>
        <translation>已恢复您的草稿</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>alarm</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>For example: {answer}</source>
        <translation>例如：{answer}</translation>
    </message>
</context>
</TS>
