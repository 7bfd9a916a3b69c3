<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
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
        <source>raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>R shows hidden characters</source>
        <translation>按 R 显示隐藏字符</translation>
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
        <source>Log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>All charts</source>
        <translation>全部图表</translation>
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
        <source>Say something</source>
        <translation>说点什么</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>你的消息</translation>
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
        <source>thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
</context>
<context>
    <name>ChatService</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
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
        <translation>如果退出，它会先写好检查点，下次可以从那里继续。你的所有评判都已保存。</translation>
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
    <name>CorrectionEditor</name>
    <message>
        <source>Your version</source>
        <translation>你的版本</translation>
    </message>
    <message>
        <source>What you changed</source>
        <translation>你的改动</translation>
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
        <source>back, draft kept</source>
        <translation>返回，保留草稿</translation>
    </message>
    <message>
        <source>save and next</source>
        <translation>保存并继续</translation>
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
        <translation>还没有奖励模型。请先用你的评判训练一个。</translation>
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
        <translation>模仿你修改和手写的回答。很好的第一步。</translation>
    </message>
    <message>
        <source>Continues your plain texts, to learn their language.</source>
        <translation>续写你的纯文本，学习其中的语言。</translation>
    </message>
    <message>
        <source>Learns a number from your judgements: how much you would like an answer.</source>
        <translation>从你的评判中学出一个数：你会有多喜欢一个回答。</translation>
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
        <source>A message must have a role and a content.</source>
        <translation>消息必须有角色（role）和内容（content）。</translation>
    </message>
    <message>
        <source>A new project needs an empty folder</source>
        <translation>新建项目需要一个空文件夹</translation>
    </message>
    <message>
        <source>A reward model is measured on prompts that it was not trained on: two at least.</source>
        <translation>奖励模型要在未用于训练的提示词上检验：至少需要两个。</translation>
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
        <source>Allow the download, or choose a folder or .gguf file that is here.</source>
        <translation>请允许下载，或选择这台电脑上已有的文件夹或 .gguf 文件。</translation>
    </message>
    <message>
        <source>An answer is empty.</source>
        <translation>有一个回答为空。</translation>
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
        <source>Answers need “messages” or “prompt” and “completion”, pairs “chosen” and “rejected”.</source>
        <translation>回答需要“messages”，或“prompt”和“completion”；成对回答需要“chosen”和“rejected”。</translation>
    </message>
    <message>
        <source>Ask for more answers a prompt, add prompts, or choose another version.</source>
        <translation>请增加每个提示词的回答数、添加提示词，或选择另一个版本。</translation>
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
        <source>Check its place and permissions.</source>
        <translation>请检查它的位置和权限。</translation>
    </message>
    <message>
        <source>Check that the disk is connected, has space and allows writing; then try again.</source>
        <translation>请检查磁盘是否已连接、有空间并允许写入，然后重试。</translation>
    </message>
    <message>
        <source>Check that the file exists, is complete and may be read by you.</source>
        <translation>请检查文件是否存在、是否完整，以及你是否有权读取。</translation>
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
        <translation>请检查网络后重试；也可以自行把文件 {0} 放入 {1}，或选择你自己的模型文件夹或 .gguf 文件。</translation>
    </message>
    <message>
        <source>Choose a .gguf file of a language model, or a model folder.</source>
        <translation>请选择语言模型的 .gguf 文件，或模型文件夹。</translation>
    </message>
    <message>
        <source>Choose a JSON, JSON lines, CSV or text file.</source>
        <translation>请选择 JSON、JSON lines、CSV 或文本文件。</translation>
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
        <translation>请选择你自己的文件夹，且所在磁盘有足够空间。</translation>
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
        <translation>请把项目复制到你自己的文件夹，或申请那里的写入权限。</translation>
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
        <source>Export it with --format adapter.</source>
        <translation>请用 --format adapter 导出。</translation>
    </message>
    <message>
        <source>Export it with --format hf.</source>
        <translation>请用 --format hf 导出。</translation>
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
        <translation>它已结束或停止响应。你的项目是安全的。</translation>
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
        <translation>请让你对该文件夹有写入权限，然后继续运行。</translation>
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
        <source>PPO learns against a reward model.</source>
        <translation>PPO 要对照奖励模型来学习。</translation>
    </message>
    <message>
        <source>PPO needs a reward model</source>
        <translation>PPO 需要奖励模型</translation>
    </message>
    <message>
        <source>PPO needs one to learn against.</source>
        <translation>PPO 需要一个奖励模型来学习。</translation>
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
        <translation>请评判一些你能分出优劣的成对回答。</translation>
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
        <source>Restore the newest copy from the project&apos;s “backups” folder.</source>
        <translation>请从项目的“backups”文件夹恢复最新的副本。</translation>
    </message>
    <message>
        <source>Restore the newest sound copy from the project&apos;s “backups” folder.</source>
        <translation>请从项目的“backups”文件夹恢复最新的完好副本。</translation>
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
        <source>Scoring needs one that was trained in this project.</source>
        <translation>打分需要一个在本项目中训练的奖励模型。</translation>
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
        <translation>你可以随时重新开始。</translation>
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
        <source>The formats that can be written are: {0}.</source>
        <translation>可写入的格式有：{0}。</translation>
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
        <source>The margin is not a number.</source>
        <translation>差距（margin）不是数字。</translation>
    </message>
    <message>
        <source>The memory is not enough</source>
        <translation>内存不足</translation>
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
        <source>The model could not be downloaded</source>
        <translation>无法下载模型</translation>
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
        <source>The model&apos;s numbers have diverged</source>
        <translation>模型的数值已发散</translation>
    </message>
    <message>
        <source>The name is empty. Nothing was changed.</source>
        <translation>名称为空。没有任何改动。</translation>
    </message>
    <message>
        <source>The project cannot be written to</source>
        <translation>无法写入项目</translation>
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
        <source>The system refused access to {0}. All that was saved before is safe.</source>
        <translation>系统拒绝访问 {0}。此前保存的内容都安全。</translation>
    </message>
    <message>
        <source>The system refused it ({0}). Your project is safe.</source>
        <translation>系统拒绝了请求（{0}）。你的项目是安全的。</translation>
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
        <source>The {0} cannot be loaded</source>
        <translation>无法加载 {0}</translation>
    </message>
    <message>
        <source>There are no comparisons, rankings or scores among the judgements.</source>
        <translation>评判中没有比较、排序或评分。</translation>
    </message>
    <message>
        <source>There are no prompts to sample from</source>
        <translation>没有可供采样的提示词</translation>
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
        <source>There is no pair to judge</source>
        <translation>没有可评判的成对回答</translation>
    </message>
    <message>
        <source>There is no precision “{0}”</source>
        <translation>没有精度“{0}”</translation>
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
        <source>There is no such model</source>
        <translation>没有这个模型</translation>
    </message>
    <message>
        <source>There is no such project</source>
        <translation>没有这个项目</translation>
    </message>
    <message>
        <source>There is no such reward model</source>
        <translation>没有这个奖励模型</translation>
    </message>
    <message>
        <source>There is no text in the field “text”.</source>
        <translation>字段“text”中没有文本。</translation>
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
        <source>This build of torch has no CUDA.</source>
        <translation>这个 torch 构建不支持 CUDA。</translation>
    </message>
    <message>
        <source>This could not be saved in {0}. All that was saved before is safe.</source>
        <translation>无法保存到 {0}。此前保存的内容都安全。</translation>
    </message>
    <message>
        <source>This export has version {0}; known is {1}.</source>
        <translation>这个导出文件的版本是 {0}；已知版本是 {1}。</translation>
    </message>
    <message>
        <source>This file system refuses a write-ahead log (it offers “{0}”).</source>
        <translation>这个文件系统不支持预写日志（它提供的是“{0}”）。</translation>
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
        <source>This kind of model is not known</source>
        <translation>无法识别这种类型的模型</translation>
    </message>
    <message>
        <source>This model cannot be trained here</source>
        <translation>这个模型不能在此训练</translation>
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
        <source>This version gives no rewards</source>
        <translation>这个版本不给出奖励</translation>
    </message>
    <message>
        <source>Train a reward model first.</source>
        <translation>请先训练奖励模型。</translation>
    </message>
    <message>
        <source>Train a reward model from your judgements first.</source>
        <translation>请先用你的评判训练奖励模型。</translation>
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
        <source>Train one with “tastemaker train PROJECT reward”, or name one that status lists.</source>
        <translation>请用“tastemaker train PROJECT reward”训练一个，或指定 status 列出的一个。</translation>
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
        <translation>请使用只含 safetensors 权重的模型；如果你信任这个模型，请把那个文件移到别处。</translation>
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
        <source>Wait for it, or stop it first.</source>
        <translation>请等它结束，或先停止它。</translation>
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
        <source>Write or correct some answers first.</source>
        <translation>请先写一些回答，或修改一些回答。</translation>
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
        <translation>无法读取 {0}（{1}）。你的评判都安全。</translation>
    </message>
    <message>
        <source>{0} cannot be read.</source>
        <translation>无法读取 {0}。</translation>
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
        <source>{0} has no list of {1} layers.</source>
        <translation>{0} 没有包含 {1} 层的列表。</translation>
    </message>
    <message>
        <source>{0} has no weight_map.</source>
        <translation>{0} 没有 weight_map。</translation>
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
        <source>{0} holds more than {1} files.</source>
        <translation>{0} 中的文件超过 {1} 个。</translation>
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
        <translation>你对 {0} 只有读取权限，因此无法保存评判。</translation>
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
        <source>{0} was not written ({1}). The checkpoints before it are untouched.</source>
        <translation>未能写入 {0}（{1}）。之前的检查点没有改动。</translation>
    </message>
    <message>
        <source>{0}. All that you have rated is safe.</source>
        <translation>{0}。你的所有评判都安全。</translation>
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
        <source>{0}: {1}. The project is not changed.</source>
        <translation>{0}：{1}。项目没有改动。</translation>
    </message>
    <message>
        <source>{0}: {1}. The project itself is safe.</source>
        <translation>{0}：{1}。项目本身是安全的。</translation>
    </message>
    <message>
        <source>{0}: {1}. Your judgements and the last checkpoint are safe.</source>
        <translation>{0}：{1}。你的评判和最近的检查点都安全。</translation>
    </message>
    <message>
        <source>{0}: {1}. Your judgements are safe.</source>
        <translation>{0}：{1}。你的评判都安全。</translation>
    </message>
    <message>
        <source>“chosen” and “rejected” must be transcripts.</source>
        <translation>“chosen”和“rejected”必须是对话记录。</translation>
    </message>
    <message>
        <source>“{0}” did not come from the Hugging Face Hub: {1}</source>
        <translation>无法从 Hugging Face Hub 获取“{0}”：{1}</translation>
    </message>
    <message>
        <source>“{0}” does not fit the setting “{1}”</source>
        <translation>“{0}”不符合设置“{1}”</translation>
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
        <source>“{0}” is not a reward model</source>
        <translation>“{0}”不是奖励模型</translation>
    </message>
    <message>
        <source>“{0}” is not on this computer, and nothing is downloaded unasked.</source>
        <translation>“{0}”不在这台电脑上，未经允许不会下载任何内容。</translation>
    </message>
    <message>
        <source>“{0}” should be in {1}.</source>
        <translation>“{0}”应位于 {1}。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错了。</translation>
    </message>
    <message>
        <source>All judgements given so far are saved. The program goes on; if this happens again, please report it with the details.</source>
        <translation>到目前为止的评判都已保存。程序会继续运行；如果再次发生，请附上详细信息报告。</translation>
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
    <name>GenerateDialog</name>
    <message>
        <source>Generate answers</source>
        <translation>生成回答</translation>
    </message>
    <message>
        <source>The answers are recorded as they come; you can rate meanwhile.</source>
        <translation>回答一生成就会记录下来；其间你可以继续评判。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answers for each prompt</source>
        <translation>每个提示词的回答数</translation>
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
        <translation>准备时需要下载或转换一次，要几分钟。其间你可以继续评判。</translation>
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
        <translation>各轮百分比与 95% 区间；虚线：你与自己一致的比例</translation>
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
        <source>The file holds nothing new.</source>
        <translation>文件中没有新内容。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>“{name}” was read.</source>
        <translation>已读取“{name}”。</translation>
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
        <translation>你的评判和最近的检查点都安全。可以继续运行；如果是内存不足，请先减小批大小。</translation>
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
        <translation>在未见过的成对回答上与你一致</translation>
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
        <translation>这台电脑上还没有基座模型。需要下载或转换一次，要几分钟；其间你可以继续评判。</translation>
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
        <source>Choose…</source>
        <translation>选择…</translation>
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
        <translation>奖励模型与你的一致程度已足以用来学习。</translation>
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
        <source>The reward model agrees with you on {value}% of the pairs it has not seen ({low} to {high}%). More pairs make it surer.</source>
        <translation>在未见过的成对回答上，奖励模型与你的一致率为 {value}%（{low}% 到 {high}%）。更多评判会让它更可靠。</translation>
    </message>
    <message>
        <source>You agree with yourself on {share}%.</source>
        <translation>你与自己的一致率为 {share}%。</translation>
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
        <translation>模型对每个提示词回答两次，然后由你说哪个更好。</translation>
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
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation>更换语言在下次启动时生效。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
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
        <source>Language</source>
        <translation>语言</translation>
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
        <source>retired</source>
        <translation>已停用</translation>
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
        <source>Show retired</source>
        <translation>显示已停用</translation>
    </message>
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
        <source>Retire</source>
        <translation>停用</translation>
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
    <message>
        <source>A file with prompts, answers or judgements</source>
        <translation>含有提示词、回答或评判的文件</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.json *.csv *.txt *.gz);;All files (*)</source>
        <translation>数据 (*.jsonl *.json *.csv *.txt *.gz);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>RateHeader</name>
    <message>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>{done} of {goal} today</source>
        <translation>今天 {done} / {goal}</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) left</source>
        <translation>
            <numerusform>还剩 %n 对</numerusform>
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
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>bad prompt</source>
        <translation>提示词不合适</translation>
    </message>
    <message>
        <source>raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>fold the prompt</source>
        <translation>收起提示词</translation>
    </message>
    <message>
        <source>both answers up</source>
        <translation>两个回答上翻</translation>
    </message>
    <message>
        <source>both answers down</source>
        <translation>两个回答下翻</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>全部按键</translation>
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
        <source>Which is better</source>
        <translation>哪个更好</translation>
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
        <source>saved ✓</source>
        <translation>已保存 ✓</translation>
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
        <source>correction saved ✓</source>
        <translation>修改已保存 ✓</translation>
    </message>
    <message>
        <source>draft saved ✓</source>
        <translation>草稿已保存 ✓</translation>
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
        <source>Agrees with you on {value}% of {n} pairs it has not seen (95% interval {low} to {high}%).</source>
        <translation>在 {n} 对未见过的回答上与你的一致率为 {value}%（95% 区间 {low}% 到 {high}%）。</translation>
    </message>
    <message>
        <source>Reward went from {before} to {after}, at a KL of {kl} nats from the start.</source>
        <translation>奖励从 {before} 变为 {after}，与起点的 KL 为 {kl} 奈特。</translation>
    </message>
    <message>
        <source>Held-out loss went from {before} to {after}.</source>
        <translation>留出损失从 {before} 变为 {after}。</translation>
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
        <translation>你的评判不受影响。</translation>
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
        <translation>与你一致 {share}%</translation>
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
        <source>Train low-rank adapters, or all weights.</source>
        <translation>训练低秩适配器，或全部权重。</translation>
    </message>
    <message>
        <source>Rank of the adapters.</source>
        <translation>适配器的秩。</translation>
    </message>
    <message>
        <source>Scale of the adapters: alpha / rank.</source>
        <translation>适配器的缩放：alpha / 秩。</translation>
    </message>
    <message>
        <source>How many of the upper layers are trained; 0 is all. Fewer is faster.</source>
        <translation>训练最上面的多少层；0 为全部。越少越快。</translation>
    </message>
    <message>
        <source>Step size.</source>
        <translation>步长。</translation>
    </message>
    <message>
        <source>Decay of the weights.</source>
        <translation>权重的衰减。</translation>
    </message>
    <message>
        <source>Share of the steps spent warming up.</source>
        <translation>用于预热的步数比例。</translation>
    </message>
    <message>
        <source>How the step size falls.</source>
        <translation>步长如何下降。</translation>
    </message>
    <message>
        <source>Adam&apos;s epsilon.</source>
        <translation>Adam 的 epsilon。</translation>
    </message>
    <message>
        <source>Largest gradient norm.</source>
        <translation>最大梯度范数。</translation>
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
        <source>Where to compute.</source>
        <translation>在哪里计算。</translation>
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
        <source>Largest reward-model score, either way; 0 is no limit.</source>
        <translation>奖励模型分数的上限（正负皆然）；0 为不限。</translation>
    </message>
    <message>
        <source>Rounds of sampling and learning.</source>
        <translation>采样与学习的轮数。</translation>
    </message>
    <message>
        <source>Discount of later rewards.</source>
        <translation>对以后奖励的折扣。</translation>
    </message>
    <message>
        <source>Bias against variance of the advantages.</source>
        <translation>优势估计中偏差与方差的取舍。</translation>
    </message>
    <message>
        <source>Largest change of the probability ratio.</source>
        <translation>概率比的最大变化。</translation>
    </message>
    <message>
        <source>Largest change of the value.</source>
        <translation>价值的最大变化。</translation>
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
        <source>Responses for each prompt.</source>
        <translation>每个提示词的回答数。</translation>
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
        <translation>已用你的文本微调</translation>
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
        <translation>把你的品味教给语言模型</translation>
    </message>
    <message>
        <source>You judge pairs of answers; a reward model learns your judgement, and the model learns from it. Everything stays on this computer, in one folder.</source>
        <translation>你评判成对的回答；奖励模型学习你的判断，模型再向它学习。一切都留在这台电脑的一个文件夹里。</translation>
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
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
</TS>
