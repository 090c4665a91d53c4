using Weft.Hub.Tests.Modules.Production.Shipments;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Reconciliations;

/// <summary>What a statement may become, from each state by each command (production-domain 9).</summary>
public sealed class ReconciliationStateTests
{
    private static readonly string[] States = ["pending", "verified", "approved", "paid", "rejected"];

    private static readonly string[] Commands = ["verify", "approve", "pay", "reject", "resubmit", "return", "edit", "reverse", "ship"];

    /// <summary>The commands that are possible, and where they lead; every other pair of state and command is refused.</summary>
    private static readonly Dictionary<(string From, string Command), string> Possible = new()
    {
        [("pending", "verify")] = "verified",
        [("pending", "approve")] = "approved",
        [("verified", "approve")] = "approved",
        [("approved", "pay")] = "paid",
        [("pending", "reject")] = "rejected",
        [("verified", "reject")] = "rejected",
        [("approved", "reject")] = "rejected",
        [("rejected", "resubmit")] = "pending",
        [("verified", "return")] = "pending",
        [("approved", "return")] = "verified",
        [("paid", "return")] = "approved",
        [("pending", "edit")] = "pending",
        [("pending", "reverse")] = "pending",
        // What was verified was verified with the goods.
        [("verified", "reverse")] = "pending",
        [("rejected", "reverse")] = "rejected",
        // A shipment is always possible: on this statement while it is pending, else on another one.
        [("pending", "ship")] = "pending",
        [("verified", "ship")] = "verified",
        [("approved", "ship")] = "approved",
        [("paid", "ship")] = "paid",
        [("rejected", "ship")] = "rejected",
    };

    public static TheoryData<string, string, string?> Table
    {
        get
        {
            TheoryData<string, string, string?> table = [];
            foreach (var from in States)
            {
                foreach (var command in Commands)
                {
                    table.Add(from, command, Possible.GetValueOrDefault((from, command)));
                }
            }
            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public async Task Every_state_answers_every_command(string from, string command, string? to)
    {
        var goods = await FinishedGoods.StartAsync("sqlite");
        var order = await goods.OrderAsync();
        var (outstock, statement) = await goods.ShippedAsync(order.OrderNo, 4);
        await goods.DoneAsync(statement, PathTo(from));
        var entries = (await goods.StatementAsync(statement)).GetProperty("timeline").GetArrayLength();

        var answer = command switch
        {
            "edit" => await goods.Admin.PutAsync($"{FinishedGoods.Statements}/{statement}", new { unitPrice = 30 }),
            "reverse" => await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{outstock}/reverse", new { reason = "错" }),
            "ship" => await goods.ShipAsync(order.OrderNo, 1),
            _ => await goods.StepAsync(statement, command, new { reason = "测试" }),
        };

        var after = await goods.StatementAsync(statement);
        Assert.Equal(to is null ? (400, "STATE") : (200, null), (answer.Status, answer.ErrorCode));
        Assert.Equal(to ?? from, after.GetProperty("status").GetString());
        var quantity = (command, to) switch { ("reverse", not null) => 0, ("ship", "pending") => 5, _ => 4 };
        Assert.Equal(quantity, after.GetProperty("quantity").GetInt32());
        if (command == "ship")
        {
            var billed = answer.Data.GetProperty("reconciliationNo").GetString();
            Assert.Equal(from == "pending", billed == statement);
            Assert.Equal(from == "pending" ? 5 : 1, (await goods.StatementAsync(billed!)).GetProperty("quantity").GetInt32());
        }
        else if (to is null)
        {
            Assert.Equal(entries, after.GetProperty("timeline").GetArrayLength());
            Assert.Contains(command == "reverse" ? "不能冲销" : command == "edit" ? "待对账" : from, answer.Message, StringComparison.Ordinal);
        }
        else if (to != from)
        {
            Assert.Equal((from, to), (after.GetProperty("timeline")[0].GetProperty("from").GetString(), after.GetProperty("timeline")[0].GetProperty("to").GetString()));
        }
    }

    private static string[] PathTo(string state) => state switch
    {
        "pending" => [],
        "verified" => ["verify"],
        "approved" => ["approve"],
        "paid" => ["approve", "pay"],
        "rejected" => ["reject"],
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
