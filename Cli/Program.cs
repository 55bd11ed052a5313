Console.WriteLine("probbnn");
